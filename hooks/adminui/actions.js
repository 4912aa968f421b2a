// What the dashboard can do for our own records. So far: a group bot is tried from its form.

// The form of a record is drawn piece by piece: its foot may come a little after the form.
const FOOT_TRIES = 600;

document.addEventListener("mount:recordUpsertModal", (event) => attempt(() => addTest(event.detail, FOOT_TRIES)));

function addTest(modal, tries) {
    const foot = modal?.querySelector(".modal-footer");
    if (!foot || !collectionAt(foot)) {
        if (tries > 0) {
            requestAnimationFrame(() => attempt(() => addTest(modal, tries - 1)));
        }
        return;
    }
    if (collectionAt(foot) != "webhooks" || foot.querySelector(".kejiyun-test")) {
        return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn outline kejiyun-test";
    button.textContent = "测试发送";
    button.title = "马上给这个群发一条测试消息";
    button.addEventListener("click", () => testWebhook(modal, button));
    foot.querySelector("button").after(button);
}

// sends a test message by what is saved of the record, and says how that went
async function testWebhook(modal, button) {
    const id = modal.querySelector("[name=id]:disabled")?.value; // a record that was never saved has an open one
    if (!id) {
        window.app.toasts.error("请先保存，再测试。");
        return;
    }
    button.disabled = true;
    try {
        const answer = await window.app.pb.send("/api/portal/admin/webhooks/" + id + "/test", { method: "POST", requestKey: null });
        if (answer.fine) {
            window.app.toasts.success("对方收下了，请看群里有没有这条消息。");
        } else {
            window.app.toasts.error("没有发成：" + answer.says);
        }
    } catch (err) {
        window.app.toasts.error("没有发成：" + (err?.response?.message || err?.message || err));
    } finally {
        button.disabled = false;
    }
}
