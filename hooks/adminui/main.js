// Chinese for PocketBase's dashboard. The words stand in words.js (the dashboard's) and schema.js (ours);
// both are set before this text. Text is changed where the browser shows it, never in a request: what is
// unknown stays English, what people typed and what records hold stays as it is. If anything here fails
// again and again, it stops, and the dashboard is English as before.

const ATTRS = ["title", "placeholder", "aria-label", "aria-description", "data-placeholder"];

// never looked into
const SKIP = [
    "script", "style", "noscript", "textarea", "svg", "canvas", "pre", "code",
    "[contenteditable]", ".code-editor .highlight-overlay", ".code-block", ".tox", ".erd", ".leaflet-container",
    ".api-preview-modal", ".history-searchbar-dropdown .dropdown-item", ".superuser-name", ".backup-name",
    ".autoexpand-wrapper > .input", ".field-type-file .list-item .content .txt", ".record-json", ".impersonate-success strong", ".relation-id",
    ".logs-table tbody .content-primary", ".log-view-table td:not(:has(> .log-level-label))",
].join(",");

// hold what a record holds: only yes/no and coded choices are shown in words
const VALUE = ".record-field-view, .record-summary, .records-table tbody td[data-name]";

// name a column
const COLUMN = [
    ".records-table thead .txt", ".records-list-columns-dropdown label", ".record-preview-table th",
    ".record-field-input label", ".log-view-table th",
].join(",");

// name a collection
const COLLECTION = [
    "[data-collection-id] > .txt", ".collection-name", ".record-preview-modal .modal-header strong",
    ".page-header .breadcrumbs > div:last-child", ".export-list label",
].join(",");

// a text worth looking at: Latin letters, a code of digits such as 5_20, a schedule such as 0 0 31 2 *
const MAYBE = /[A-Za-z]|^\d+_\d+$|\*$/;

const MAX_FAILURES = 5;
let failures = 0;

const own = (table, key) => Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
const patterns = PATTERNS.map(([source, words]) => [new RegExp(source), words]);

// collections whose records are meant at el: the open form or preview, else the list behind it
function collectionAt(el) {
    const head = el.closest(".modal")?.querySelector(".modal-header .collection-name, .modal-header strong");
    const name = head && (head.title || head.textContent);
    return name && own(COLLECTIONS, name) ? name : (window.app?.store?.activeCollection?.name || "");
}

function columnWord(name, collection) {
    return own(COLUMNS, collection + "." + name) ?? own(COLUMNS, name);
}

function codeWord(code, column, collection) {
    return own(CODES, collection + "." + column + "=" + code) ?? own(CODES, column + "=" + code) ?? own(CODES, code);
}

// words for a phrase of the dashboard, or undefined
function phrase(text) {
    const direct = own(WORDS, text) ?? own(WORDS, text.replace(/\.$/, ""));
    if (direct !== undefined) {
        return direct;
    }
    // messages come with a first capital and a full stop put on by the server
    for (const candidate of [text, text.replace(/\.$/, "")]) {
        for (const [pattern, words] of patterns) {
            const found = pattern.exec(candidate);
            if (found) {
                return words.replace(/([$@])(\d)/g, (_, sign, n) => {
                    const part = found[n] ?? "";
                    return sign == "$" ? part : own(COLLECTIONS, part) ?? own(JOBS, part) ?? own(WORDS, part) ?? part;
                });
            }
        }
    }
    return undefined;
}

// a whole text, outer spaces kept; a text of several lines line by line when it is unknown as a whole
function translate(text) {
    if (typeof text != "string" || !/[A-Za-z]/.test(text)) {
        return text;
    }
    const core = text.trim();
    const words = phrase(core.replace(/\s+/g, " "));
    if (words !== undefined) {
        return text.replace(core, () => words);
    }
    if (core.includes("\n")) {
        return text.split("\n").map((line) => translate(line)).join("\n");
    }
    // "title: Cannot be blank." where several errors share one place
    const pair = /^([A-Za-z_]+): (.+)$/.exec(core);
    if (pair && own(COLUMNS, pair[1])) {
        return text.replace(core, () => own(COLUMNS, pair[1]) + "：" + translate(pair[2]));
    }
    return text;
}

function inValue(el) {
    return !!el.closest(VALUE) && !el.closest(".record-summary-dropdown .record-header");
}

// what a text node should read, and the raw name to keep as its element's title
function textFor(el, text) {
    const core = text.trim();

    if (inValue(el)) {
        if (el.closest(".field-type-text") && !el.closest(".record-summary")) {
            const column = columnOfCell(el), collection = collectionAt(el);
            return CODED.includes(collection + "." + column)
                ? [codeWord(core, column, collection) ?? own(COLLECTIONS, core) ?? own(JOBS, core) ?? text]
                : [text];
        }
        const view = el.closest(".field-type-bool, .field-type-select");
        if (!view || !el.classList.contains("label")) {
            return [text];
        }
        if (view.classList.contains("field-type-bool")) {
            return [own(WORDS, core) ?? text];
        }
        const nested = !!el.closest(".record-summary"); // of a related record: its column is not known here
        const column = nested ? "" : columnOfCell(el);
        return [codeWord(core, column, nested ? "" : collectionAt(el)) ?? text];
    }

    if (el.matches(".record-field-input .select-option, .record-field-input .selected-item")) {
        const column = el.closest(".select")?.querySelector(".selected-container")?.getAttribute("name") || "";
        return [codeWord(core, column, collectionAt(el)) ?? text];
    }

    if (el.matches(".select-option, .selected-item")) {
        return [own(COLLECTIONS, core) ?? translate(text)];
    }

    if (el.matches(".autocomplete .dropdown-item")) {
        const words = pathWords(core, collectionAt(el));
        return [words ? core + "  " + words : text];
    }

    if (el.matches(".logs-table .content-secondary .label")) {
        // "status: 200": what is logged stays as it is
        return [text.replace(/^(\w+): /, (all, key) => own(WORDS, "data." + key)?.concat("：") ?? all)];
    }

    if (el.matches(".cron-expression")) {
        return [own(SCHEDULES, core) ?? text, core];
    }

    if (el.matches(".cron-id")) {
        const words = own(JOBS, core);
        return [words ? words + "（" + core + "）" : text];
    }

    if (el.matches(COLUMN) || el.parentElement?.matches(COLUMN)) {
        const words = columnWord(core, collectionAt(el));
        if (words !== undefined) {
            return [text.replace(core, () => words), core];
        }
    }

    if (el.matches(COLLECTION)) {
        const words = own(COLLECTIONS, core);
        if (words !== undefined) {
            return [words, core];
        }
    }

    if (el.closest(".bulkbar") && /^(record|log)s?$/.test(core)) {
        return [text.replace(core, own(WORDS, core.replace(/s?$/, "s")) ?? core)]; // a count stands before it
    }

    if (el.matches("title")) {
        return [core.split(" - ").map((part) => own(COLLECTIONS, part) ?? phrase(part) ?? part).join(" - ")];
    }

    return [translate(text)];
}

function columnOfCell(el) {
    const cell = el.closest("td");
    return cell?.dataset.name || /(?:^|\s)col-field-name-(\S+)/.exec(cell?.className || "")?.[1] || "";
}

// "region.name" → "所在地区 · 名称", "orgs_via_members.name:lower" → "企事业单位 · 名称"; undefined when a step is unknown
function pathWords(path, collection) {
    const words = path.replace(/:\w+$/, "").split(".").map((step, i) => {
        const back = /^(\w+)_via_\w+$/.exec(step);
        return back ? own(COLLECTIONS, back[1]) : columnWord(step, i ? "" : collection);
    });
    return words.includes(undefined) ? undefined : words.join(" · ");
}

const written = new WeakMap(); // text node → the words put there
const named = new WeakSet(); // elements whose title is the raw name

function visitText(node) {
    const el = node.parentElement;
    const text = node.nodeValue;
    if (!el || !text || written.get(node) === text || !MAYBE.test(text) || el.closest(SKIP)) {
        return;
    }
    const [words, raw] = textFor(el, text);
    if (words !== text) {
        written.set(node, words);
        node.nodeValue = words;
        if (raw && !el.title) {
            el.title = raw; // the name that filters and errors use
            named.add(el);
        }
    }
}

function visitAttr(el, name) {
    const text = el.getAttribute(name);
    if (!text || !/[A-Za-z]/.test(text) || (name == "title" && named.has(el))) {
        return;
    }
    // the search bar is an editor: its hint is ours to change, its text is not
    if (name != "data-placeholder" && name != "placeholder" && (el.closest(SKIP) || inValue(el))) {
        return;
    }
    const words = translate(text);
    if (words !== text) {
        el.setAttribute(name, words);
    }
}

const SELECTOR = ATTRS.map((name) => "[" + name + "]").join(",");

function visitElement(root) {
    if (root.matches(SELECTOR)) {
        ATTRS.forEach((name) => visitAttr(root, name));
    }
    for (const el of root.querySelectorAll(SELECTOR)) {
        ATTRS.forEach((name) => visitAttr(el, name));
    }
    if (root.closest(SKIP)) {
        return;
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
        if (node.nodeType == Node.TEXT_NODE) {
            return NodeFilter.FILTER_ACCEPT;
        }
        return node.matches(SKIP) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    while (walker.nextNode()) {
        visitText(walker.currentNode);
    }
}

// runs work; after too many failures nothing is tried again
function attempt(work) {
    if (failures >= MAX_FAILURES) {
        return;
    }
    try {
        work();
    } catch (err) {
        failures++;
        console.warn("dashboard words:", err);
        if (failures >= MAX_FAILURES) {
            observer?.disconnect();
        }
    }
}

const observer = new MutationObserver((mutations) => attempt(() => {
    for (const mutation of mutations) {
        if (mutation.type == "characterData") {
            visitText(mutation.target);
        } else if (mutation.type == "attributes") {
            visitAttr(mutation.target, mutation.attributeName);
        } else {
            for (const node of mutation.addedNodes) {
                if (node.nodeType == Node.TEXT_NODE) {
                    visitText(node);
                } else if (node.nodeType == Node.ELEMENT_NODE) {
                    visitElement(node);
                }
            }
        }
    }
}));

// Three places write text that is measured or drawn before it can be observed; each is wrapped, and each may be missing.

// tooltips are placed by their width
attempt(() => {
    const tooltip = window.app?.attrs?.tooltip;
    if (tooltip) {
        window.app.attrs.tooltip = (text, ...rest) =>
            tooltip(typeof text == "function" ? () => translate(text()) : translate(text), ...rest);
    }
});

// errors shown by the browser's own bubble
attempt(() => {
    const check = window.app?.checkApiError;
    if (check) {
        window.app.checkApiError = (err, ...rest) => {
            attempt(() => translateError(err));
            return check(err, ...rest);
        };
    }
});

function translateError(err) {
    if (!err?.response) {
        return;
    }
    const walk = (part) => {
        if (typeof part?.message == "string") {
            part.message = translate(part.message);
        } else if (part && typeof part == "object") {
            Object.values(part).forEach(walk);
        }
    };
    walk(err.response.data);
    if (err.response.message) {
        err.response.message = translate(err.response.message);
    }
    err.message = translate(err.message);
}

// the chart of the logs is drawn: 24-hour clock, Chinese dates
attempt(() => {
    const Chart = window.uPlot;
    if (!Chart) {
        return;
    }
    const Chinese = function(opts, ...rest) {
        attempt(() => {
            for (const row of opts.axes?.[0]?.values || []) {
                row.forEach((format, i) => {
                    if (typeof format == "string") {
                        row[i] = format
                            .replace(/\{h\}(:\{mm\})?\{aa\}/, "{HH}:{mm}")
                            .replace("{MMM} {DD}", "{M}月{D}日");
                    }
                });
            }
        });
        return new Chart(opts, ...rest);
    };
    window.uPlot = Object.assign(Chinese, Chart);
});

attempt(() => {
    document.documentElement.lang = "zh-CN";

    const style = document.createElement("style");
    style.textContent = '.missing-value::before { content: "—" !important; }'
        + ".records-table thead .txt { white-space: nowrap; }"; // Chinese would break after every character
    document.head.appendChild(style);

    observer.observe(document.documentElement, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ATTRS,
    });
    visitElement(document.documentElement);
});
