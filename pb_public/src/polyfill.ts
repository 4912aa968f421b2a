// Chrome 87–92 lacks both; a dependency calls them.
Object.hasOwn ??= (o: object, k: PropertyKey) => Object.prototype.hasOwnProperty.call(o, k)
Array.prototype.at ??= function <T>(this: T[], n: number) { return this[n < 0 ? this.length + n : n] }
