import QtQuick

// What the citizen answers in a form, as it stands on the glass: texts by the fields' keys.
QtObject {
    id: answers

    property var fields: []
    property var values: ({})
    property var problems: ({})

    property var typed: ({}) // no change of the properties above touches it
    property var corrected: ({}) // the keys whose problem was answered
    readonly property int wrong: fields.filter(field => problem(field.key) !== "").length + (problem("") !== "" ? 1 : 0)
    // What is typed on the pad of digits, by kind.
    readonly property var limits: ({
        phone: () => /^\d{1,11}$/, money: () => /^\d{1,11}(\.\d{0,2})?$/, date: () => /^\d{1,8}$/,
        time: () => /^\d{1,4}$/, dateTime: () => /^\d{1,12}$/,
        number: field => new RegExp(`^\\d{1,${field.mostCharacters}}$`),
        digits: field => new RegExp(`^\\d{1,${field.mostCharacters}}$`)
    })

    function begin() {
        const first = {};
        for (const field of fields)
            if (canChange(field) && field.kind !== "table")
                first[field.key] = textOf(field);
        typed = first;
    }

    function canChange(field: var): bool {
        return field.kind !== "fixed";
    }

    function digital(field: var): bool {
        return limits[field.kind] !== undefined;
    }

    // Conditions of other fields: asked only while each holds one of the values.
    function isAsked(field: var): bool {
        return field.when.every(([key, chosen]) => chosen.includes(typed[key] ?? values[key] ?? ""));
    }

    function problem(key: string): string {
        return corrected[key] ? "" : String(problems[key] ?? "");
    }

    function textOf(field: var): string {
        const value = values[field.key] ?? "";
        switch (field.kind) {
        case "money": return value !== "" ? (value / 100).toFixed(2).replace(/\.00$/, "") : "";
        case "date": return String(value).replace(/-/g, "");
        case "time": return String(value).replace(":00+08:00", "").replace(/\D/g, "");
        case "dateTime": return String(value).replace(":00+08:00", "").replace(/\D/g, "");
        case "address": return value.place !== undefined ? value.detail ?? "" : String(value);
        case "choices": return value === "" ? "" : value.join("\n");
        case "commitment": return value ? "yes" : "";
        default: return String(value);
        }
    }

    // Whether nothing was changed since the form was shown.
    function stands(field: var): bool {
        return field.kind === "table" || typed[field.key] === textOf(field);
    }

    // The region of an address, where one was chosen.
    function placeOf(field: var): string {
        return field.kind === "address" ? values[field.key]?.place ?? "" : "";
    }

    // 138 1234 5678 and 12,345.60 are easier to check than digits in a row.
    function pretty(field: var): string {
        const text = typed[field.key] ?? "";
        if (field.kind === "phone")
            return [text.slice(0, 3), text.slice(3, 7), text.slice(7)].join(" ").trim();
        if (field.kind === "date")
            return [text.slice(0, 4), text.slice(4, 6), text.slice(6)].filter(part => part !== "").join(" - ");
        if (field.kind === "time")
            return [text.slice(0, 2), text.slice(2)].filter(part => part !== "").join(" : ");
        if (field.kind === "dateTime")
            return [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].filter(part => part !== "").join(" - ")
                + (text.length > 8 ? "   " + [text.slice(8, 10), text.slice(10)].filter(part => part !== "").join(" : ") : "");
        if (field.kind === "digits" && text.length > 8)
            return text.replace(/(\d{4})(?=\d)/g, "$1 "); // a bank account
        if (field.kind !== "money")
            return text;
        const point = text.indexOf(".");
        const yuan = point < 0 ? text : text.slice(0, point);
        return yuan.replace(/\B(?=(\d{3})+$)/g, ",") + text.slice(yuan.length);
    }

    function write(key: string, text: string) {
        typed = Object.assign({}, typed, { [key]: text });
        corrected = Object.assign({}, corrected, { [key]: true, "": true });
    }

    function typeDigit(field: var, digit: string) {
        let text = (typed[field.key] ?? "") + digit;
        if (field.kind === "money" || field.kind === "number")
            text = text.replace(/^0+(?=\d)/, "").replace(/^\./, "0.");
        if (limits[field.kind](field).test(text))
            write(field.key, text);
    }

    function erase(key: string) {
        write(key, (typed[key] ?? "").slice(0, -1));
    }

    // One of several is taken or given back; those that stay keep the order of the form.
    function toggle(field: var, value: string) {
        const chosen = (typed[field.key] ?? "").split("\n").filter(each => each !== "" && each !== value);
        if (!(typed[field.key] ?? "").split("\n").includes(value))
            chosen.push(value);
        write(field.key, field.choices.map(each => each.value).filter(each => chosen.includes(each)).join("\n"));
    }
}
