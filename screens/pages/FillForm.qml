pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../keyboard"
import "../theme"

PageFrame {
    id: page

    property var fields: []
    property var values: ({})
    property var problems: ({})

    // What the citizen typed, as it stands on the glass; no change of the properties above touches it.
    property var typed: ({})
    property var corrected: ({}) // the keys whose problem was answered
    property string active: "" // the key that the number pad types into
    property int wanted: -1 // the block that must be seen
    property bool revealing: false

    property int group: 0 // which part of the form is asked
    property TextEntry entry: null // what the keyboard writes into

    readonly property var groups: groupsOf(fields, Theme.elder)
    readonly property int at: Math.min(group, groups.length - 1)
    readonly property var blocks: blocksOf(groups[at]?.fields ?? [])
    readonly property var open: fields.find(field => field.key === active)
    readonly property int wrong: fields.filter(field => problem(field.key) !== "").length + (whole.visible ? 1 : 0)
    readonly property var limits: ({
        phone: /^\d{1,11}$/, money: /^\d{1,9}(\.\d{0,2})?$/, number: /^\d{1,9}$/, date: /^\d{1,8}$/
    })

    function canChange(field: var): bool {
        return field.kind !== "fixed";
    }

    function digital(field: var): bool {
        return limits[field.kind] !== undefined && field.choices.length === 0;
    }

    // A condition of another field: asked only while that holds one of the values.
    function isAsked(field: var): bool {
        return !field.when || field.when[1].includes(typed[field.when[0]] ?? "");
    }

    // The parts of the form; who is old is asked one thing at a time.
    function groupsOf(all: var, single: bool): var {
        const found = [];
        for (const field of all) {
            const last = found[found.length - 1];
            // What is only shown leads the first question.
            if (!last || (last.asks && (field.group || (single && canChange(field)))))
                found.push({ name: field.group || last?.name || "", fields: [field], asks: canChange(field) });
            else {
                last.name = field.group || last.name;
                last.fields.push(field);
                last.asks = last.asks || canChange(field);
            }
        }
        return found;
    }

    // The next part that asks something, -1 where there is none.
    function next(from: int, step: int): int {
        for (let place = from + step; place >= 0 && place < groups.length; place += step)
            if (groups[place].fields.some(field => isAsked(field) && (canChange(field) || values[field.key])))
                return place;
        return -1;
    }

    // Fields that are only shown stand together; one that would show nothing is left out. What the citizen types
    // plays no part: the field under the finger must not be built again.
    function blocksOf(all: var): var {
        const blocks = [];
        for (const field of all) {
            const last = blocks[blocks.length - 1];
            if (canChange(field))
                blocks.push({ field: field, rows: [] });
            else if (!(values[field.key] || problems[field.key]))
                continue;
            else if (last && last.rows.length > 0)
                last.rows.push(field);
            else
                blocks.push({ field: null, rows: [field] });
        }
        return blocks;
    }

    function problem(key: string): string {
        return corrected[key] ? "" : String(problems[key] ?? "");
    }

    function textOf(field: var): string {
        const value = values[field.key] ?? "";
        switch (field.kind) {
        case "money": return value !== "" ? (value / 100).toFixed(2).replace(/\.00$/, "") : "";
        case "date": return String(value).replace(/-/g, "");
        case "choices": return value === "" ? "" : value.join("\n");
        case "commitment": return value ? "yes" : "";
        default: return String(value);
        }
    }

    // 138 1234 5678 and 12,345.60 are easier to check than digits in a row.
    function pretty(field: var): string {
        const text = typed[field.key] ?? "";
        if (field.kind === "phone")
            return [text.slice(0, 3), text.slice(3, 7), text.slice(7)].join(" ").trim();
        if (field.kind === "date")
            return [text.slice(0, 4), text.slice(4, 6), text.slice(6)].filter(part => part !== "").join(" - ");
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

    function typeDigit(digit: string) {
        let text = (typed[active] ?? "") + digit;
        if (open.kind === "money" || open.kind === "number")
            text = text.replace(/^0+(?=\d)/, "").replace(/^\./, "0.");
        if (limits[open.kind].test(text))
            write(active, text);
    }

    function edit(key: string, block: int) {
        active = key;
        entry = null;
        wanted = block;
        reveal();
    }

    // One of several is taken or given back; those that stay keep the order of the form.
    function toggle(field: var, value: string) {
        const chosen = (typed[field.key] ?? "").split("\n").filter(each => each !== "" && each !== value);
        if (!(typed[field.key] ?? "").split("\n").includes(value))
            chosen.push(value);
        write(field.key, field.choices.map(each => each.value).filter(each => chosen.includes(each)).join("\n"));
    }

    // The places of the fields change with the number pad, a problem or the language.
    function reveal() {
        revealing = true;
        if (wanted >= 0)
            form.page = form.shows(wanted);
        revealing = false;
    }

    function leaveKeys() {
        keys.settle();
        active = "";
        entry = null;
    }

    function goOn() {
        leaveKeys();
        const following = next(at, 1);
        if (form.turned < form.starts.length - 1)
            form.page = form.turned + 1;
        else if (following >= 0)
            show(following);
        else
            answered(typed);
    }

    function show(part: int) {
        wanted = -1;
        group = part;
        form.page = 0;
    }

    function goBack() {
        leaveKeys();
        const before = next(at, -1);
        if (form.turned > 0)
            form.page = form.turned - 1;
        else if (before >= 0)
            show(before);
        else
            answered(Object.assign({}, typed, { " way": "back" }));
    }

    keepsOnBack: true
    onBackTouched: goBack()

    subtitle: wrong > 0 ? qsTr("有 %1 项要改，请看标出来的地方").arg(wrong) : qsTr("请核对，再把空着的填好")
    primaryText: qsTr("下一步")
    onPrimary: goOn()

    Component.onCompleted: {
        const begin = {};
        for (const field of fields)
            if (canChange(field))
                begin[field.key] = textOf(field);
        typed = begin;
        group = Math.max(0, groups.findIndex(part => part.fields.some(field => problem(field.key))));
        wanted = blocks.findIndex(block => [block.field, ...block.rows].some(field => field && problem(field.key)));
        reveal();
    }

    NoteCard { // what is wrong with the form as a whole
        id: whole

        objectName: "problem:"
        width: parent.width
        visible: text !== ""
        tone: "problem"
        text: page.problem("")
    }
    Row { // the parts of the form: which of them this is
        id: parts

        y: whole.visible ? whole.height + Theme.mm(4) : 0
        width: parent.width
        visible: page.groups.length > 1
        spacing: Theme.mm(2)

        Words {
            objectName: "part"
            width: parent.width
            text: (page.groups[page.at]?.name ? page.groups[page.at].name + "   " : "")
                + qsTr("第 %1 部分，共 %2 部分").arg(page.at + 1).arg(page.groups.length)
            size: Theme.small
            color: Theme.primary
            font.weight: Theme.strong
        }
    }
    Paged {
        id: form

        y: parts.y + (parts.visible ? parts.height + Theme.mm(4) : 0)
        width: parent.width
        height: parent.height - y - (pad.visible ? pad.height + Theme.gap : keys.opened ? keys.height + Theme.gap : 0)
        spacing: Theme.mm(4)
        turnable: !pad.visible && !keys.opened
        onStartsChanged: page.reveal()
        onPageChanged: {
            if (!page.revealing) { // the citizen turned it
                page.wanted = -1;
                page.leaveKeys();
            }
        }

        function shows(block: int): int {
            const item = entries.itemAt(block) as Item;
            return item ? Math.max(0, starts.filter(start => start <= item.y + 1).length - 1) : 0;
        }

        Repeater {
            id: entries

            model: page.blocks

            Loader {
                id: entry

                required property int index
                required property var modelData

                width: form.width
                visible: !modelData.field || page.isAsked(modelData.field)
                sourceComponent: modelData.field ? asked : known

                Component {
                    id: known

                    Card {
                        padding: Theme.mm(5)
                        spacing: 0

                        Repeater {
                            model: entry.modelData.rows

                            Column {
                                id: fact

                                required property int index
                                required property var modelData

                                width: parent.width

                                InfoRow {
                                    objectName: "field:" + fact.modelData.key
                                    width: parent.width
                                    labelShare: 0.4 - Theme.mm(3) / width
                                    label: fact.modelData.label
                                    value: page.values[fact.modelData.key] ?? ""
                                    lined: fact.index < entry.modelData.rows.length - 1
                                }
                                ProblemLine {
                                    objectName: "problem:" + fact.modelData.key
                                    width: parent.width
                                    text: page.problem(fact.modelData.key)
                                }
                            }
                        }
                    }
                }
                Component {
                    id: asked

                    FieldCard {
                        id: card

                        readonly property var field: entry.modelData.field
                        readonly property bool chooses: field.choices.length > 0
                        readonly property bool digital: page.digital(field)
                        readonly property bool writes: !chooses && !digital && field.kind !== "commitment"

                        label: field.label + (field.required ? "" : qsTr("（选填）"))
                        hint: field.hint
                        problem: page.problem(field.key)
                        active: page.active === field.key
                        below: !digital

                        ValueBox {
                            objectName: "field:" + card.field.key
                            width: parent.width
                            visible: card.digital
                            text: card.field.label
                            value: page.pretty(card.field)
                            unit: card.field.kind === "money" ? qsTr("元") : ""
                            active: card.active
                            onClicked: page.edit(card.field.key, entry.index)
                        }
                        ChoiceGrid {
                            objectName: "field:" + card.field.key
                            width: parent.width
                            visible: card.chooses
                            choices: card.field.choices
                            many: card.field.kind === "choices"
                            chosen: (page.typed[card.field.key] ?? "").split("\n")
                            onTouched: value => {
                                page.edit("", entry.index);
                                if (many)
                                    page.toggle(card.field, value);
                                else
                                    page.write(card.field.key, value);
                            }
                        }
                        Loader {
                            id: written

                            width: parent.width
                            active: card.writes
                            visible: active

                            sourceComponent: TextEntry {
                                id: box

                                objectName: "field:" + card.field.key
                                label: card.field.label
                                text: page.typed[card.field.key] ?? ""
                                kind: card.field.kind
                                multiline: ["longText", "address"].includes(card.field.kind)
                                maximumLength: card.field.mostCharacters
                                active: page.entry === box
                                onEdited: text => page.write(card.field.key, text)
                                onClicked: {
                                    page.edit(card.field.key, entry.index);
                                    page.entry = box;
                                    page.reveal();
                                }
                                Component.onDestruction: if (page.entry === box) page.entry = null
                            }
                        }
                        Loader {
                            width: parent.width
                            active: card.field.kind === "commitment"
                            visible: active

                            sourceComponent: Column {
                                spacing: Theme.mm(4)

                                Words {
                                    width: parent.width
                                    text: card.field.words
                                }
                                ChoiceButton {
                                    objectName: "commit:" + card.field.key
                                    width: parent.width
                                    many: true
                                    text: qsTr("我已看过，同意这样承诺")
                                    chosen: page.typed[card.field.key] === "yes"
                                    onClicked: page.write(card.field.key, chosen ? "" : "yes")
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    NumberPad {
        id: pad

        anchors.bottom: parent.bottom
        width: parent.width
        visible: page.open !== undefined && page.digital(page.open)
        withPoint: page.open !== undefined && page.open.kind === "money"
        onDigit: text => page.typeDigit(text)
        onErase: page.write(page.active, (page.typed[page.active] ?? "").slice(0, -1))
        onClear: page.write(page.active, "")
        onDone: page.active = ""
    }
    Keyboard {
        id: keys

        x: -Theme.margin
        anchors.bottom: parent.bottom
        width: parent.width + 2 * Theme.margin
        target: page.entry
        onDone: page.leaveKeys()
    }
}
