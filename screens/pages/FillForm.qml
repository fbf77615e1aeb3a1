pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../form"
import "../keyboard"
import "../theme"

PageFrame {
    id: page

    property alias fields: given.fields
    property alias values: given.values
    property alias problems: given.problems
    property alias typed: given.typed
    property string at: ""
    property bool isRow: false

    property string active: "" // the key that the number pad types into
    property TextEntry entry: null // what the keyboard writes into
    property int wanted: -1 // the block that must be seen
    property bool revealing: false
    readonly property var open: fields.find(field => field.key === active)

    signal told(value: var)

    onTypedChanged: page.told(typed)

    function edit(key: string, block: int) {
        active = key;
        entry = null;
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

    function leaveKeys() {
        keys.settle();
        active = "";
        entry = null;
    }

    function goOn() {
        leaveKeys();
        const following = parts.next(1);
        if (form.turned < form.starts.length - 1)
            form.page = form.turned + 1;
        else if (following >= 0)
            show(following);
        else
            answered(typed);
    }

    function goBack() {
        leaveKeys();
        const before = parts.next(-1);
        if (form.turned > 0)
            form.page = form.turned - 1;
        else if (before >= 0)
            show(before);
        else
            answered(Object.assign({}, typed, { " way": "back" }));
    }

    function goAside(key: string, way: string, row: int) {
        leaveKeys();
        answered(Object.assign({}, typed, { " way": way, " key": key, " row": row }));
    }

    function show(part: int) {
        wanted = -1;
        parts.wanted = part;
        form.page = 0;
    }

    picture: "note-pencil"
    keepsOnBack: true
    onBackTouched: goBack()

    subtitle: given.wrong > 0 ? qsTr("有 %1 项要改，请看标出来的地方").arg(given.wrong) : qsTr("请核对，再把空着的填好")
    primaryText: isRow ? qsTr("填好了") : qsTr("下一步")
    actionBarVisible: !(Theme.low && (keys.opened || pad.visible)) // then what ends the typing leads back to it
    onPrimary: goOn()

    Component.onCompleted: {
        given.begin();
        parts.wanted = at !== "" ? parts.partOf(at) : parts.firstWrongPart();
        wanted = at !== "" ? parts.blockOf(at) : parts.firstWrongBlock();
        reveal();
    }

    Answers {
        id: given
    }
    Parts {
        id: parts

        answers: given
        single: Theme.elder // who is old is asked one thing at a time
    }
    NoteCard { // what is wrong with the form as a whole
        id: whole

        objectName: "problem:"
        width: parent.width
        visible: text !== ""
        tone: "problem"
        text: given.problem("")
    }
    Words { // which part of the form this is
        id: place

        objectName: "part"
        y: whole.visible ? whole.height + Theme.mm(4) : 0
        width: parent.width
        visible: parts.all.length > 1
        text: (parts.name ? parts.name + "   " : "") + qsTr("第 %1 部分，共 %2 部分").arg(parts.at + 1).arg(parts.all.length)
        size: Theme.small
        color: Theme.primary
        font.weight: Theme.strong
    }
    Paged {
        id: form

        y: place.y + (place.visible ? place.height + Theme.mm(4) : 0)
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

            model: parts.blocks

            Loader {
                id: block

                required property int index
                required property var modelData

                width: form.width
                visible: !modelData.field || given.isAsked(modelData.field)
                sourceComponent: modelData.field ? asked : known

                Component {
                    id: known

                    KnownFields {
                        answers: given
                        fields: block.modelData.rows
                    }
                }
                Component {
                    id: asked

                    AskedField {
                        answers: given
                        field: block.modelData.field
                        active: page.active === field.key
                        entry: page.entry
                        onChoosing: page.edit("", block.index)
                        onWantsDigits: page.edit(field.key, block.index)
                        onWantsKeys: box => {
                            page.edit(field.key, block.index);
                            page.entry = box;
                            page.reveal();
                        }
                        onAside: (way, row) => page.goAside(field.key, way, row)
                        onGone: box => {
                            if (page.entry === box)
                                page.entry = null;
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
        visible: page.open !== undefined && given.digital(page.open)
        withPoint: page.open !== undefined && page.open.kind === "money"
        onDigit: text => given.typeDigit(page.open, text)
        onErase: given.erase(page.active)
        onClear: given.write(page.active, "")
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
