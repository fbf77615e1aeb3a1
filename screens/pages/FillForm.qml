pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
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

    readonly property var blocks: blocksOf(fields)
    readonly property var open: fields.find(field => field.key === active)
    readonly property int wrong: fields.filter(field => problem(field.key) !== "").length + (whole.visible ? 1 : 0)
    readonly property var limits: ({
        phone: /^\d{1,11}$/, money: /^\d{1,9}(\.\d{0,2})?$/, number: /^\d{1,9}$/
    })

    function canChange(field: var): bool {
        return ["phone", "money", "number"].includes(field.kind)
            || (field.kind !== "fixed" && field.choices.length > 0);
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
        return field.kind === "money" && value !== "" ? (value / 100).toFixed(2).replace(/\.00$/, "") : String(value);
    }

    // 138 1234 5678 and 12,345.60 are easier to check than digits in a row.
    function pretty(field: var): string {
        const text = typed[field.key] ?? "";
        if (field.kind === "phone")
            return [text.slice(0, 3), text.slice(3, 7), text.slice(7)].join(" ").trim();
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
        if (open.kind !== "phone")
            text = text.replace(/^0+(?=\d)/, "").replace(/^\./, "0.");
        if (limits[open.kind].test(text))
            write(active, text);
    }

    function edit(key: string, block: int) {
        active = key;
        wanted = block;
        reveal();
    }

    // The places of the fields change with the number pad, a problem or the language.
    function reveal() {
        revealing = true;
        if (wanted >= 0)
            form.page = form.shows(wanted);
        revealing = false;
    }

    function goOn() {
        active = "";
        if (form.turned < form.starts.length - 1)
            form.page = form.turned + 1;
        else
            answered(typed);
    }

    subtitle: wrong > 0 ? qsTr("有 %1 项要改，请看标出来的地方").arg(wrong) : qsTr("请核对，再把空着的填好")
    primaryText: qsTr("下一步")
    onPrimary: goOn()

    Component.onCompleted: {
        const begin = {};
        for (const field of fields)
            if (canChange(field))
                begin[field.key] = textOf(field);
        typed = begin;
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
    Paged {
        id: form

        y: whole.visible ? whole.height + Theme.mm(4) : 0
        width: parent.width
        height: parent.height - y - (pad.visible ? pad.height + Theme.gap : 0)
        spacing: Theme.mm(4)
        turnable: !pad.visible
        onStartsChanged: page.reveal()
        onPageChanged: {
            if (!page.revealing) { // the citizen turned it
                page.wanted = -1;
                page.active = "";
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

                        label: field.label + (field.required ? "" : qsTr("（选填）"))
                        hint: field.hint
                        problem: page.problem(field.key)
                        active: page.active === field.key
                        below: chooses

                        ValueBox {
                            objectName: "field:" + card.field.key
                            width: parent.width
                            visible: !card.chooses
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
                            chosen: [page.typed[card.field.key] ?? ""]
                            onTouched: value => {
                                page.edit("", entry.index);
                                page.write(card.field.key, value);
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
        visible: page.active !== ""
        withPoint: page.open !== undefined && page.open.kind === "money"
        onDigit: text => page.typeDigit(text)
        onErase: page.write(page.active, (page.typed[page.active] ?? "").slice(0, -1))
        onClear: page.write(page.active, "")
        onDone: page.active = ""
    }
}
