pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import "../../screens/controls"
import "../../screens/theme"

// One kind of control in all its states, for the gallery.
PageFrame {
    id: page

    property string kind: ""
    property var shownStates: ["rest"]

    function showFocus() {
        for (let i = 0; i < shown.count; i++) {
            const control = (shown.itemAt(i) as Loader)?.item as T.AbstractButton;
            if (page.shownStates[i] === "focused")
                control?.forceActiveFocus(Qt.TabFocusReason);
        }
    }

    title: kind
    onActiveFocusChanged: if (activeFocus) Qt.callLater(showFocus)

    Grid {
        id: grid

        readonly property real cell: (width - (columns - 1) * spacing) / columns

        width: parent.width
        columns: ["field", "text entry", "tile", "key"].includes(page.kind) || Theme.low ? 2 : 1
        spacing: Theme.gap

        Repeater {
            id: shown

            model: page.shownStates

            Loader {
                id: one

                required property string modelData
                readonly property string words: modelData
                readonly property string name: page.kind + ":" + modelData
                readonly property bool pressed: modelData === "pressed"
                readonly property bool usable: modelData !== "disabled"
                readonly property string problem: modelData === "problem" ? "A mobile number has 11 digits" : ""
                readonly property string closed: modelData === "closed" ? "The printer is out of paper" : ""

                width: grid.cell
                sourceComponent: ({
                    "primary button": primary, "secondary button": secondary, "header button": headerButton,
                    "shortcut": shortcut, "tile": tile, "entry row": entryRow, "choice": choice, "switch": switchRow,
                    "field": field, "text entry": textEntry, "key": padKey, "note": note, "device": device
                })[page.kind]

                Component {
                    id: primary

                    PrimaryButton {
                        objectName: one.name
                        text: one.words
                        iconName: "check"
                        danger: one.words === "danger"
                        enabled: one.usable
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: secondary

                    SecondaryButton {
                        objectName: one.name
                        text: one.words
                        iconName: "house"
                        enabled: one.usable
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: headerButton

                    Rectangle {
                        height: Theme.headerHeight
                        color: Theme.night

                        HeaderButton {
                            anchors.centerIn: parent
                            objectName: one.name
                            text: one.words
                            down: one.pressed || undefined
                        }
                    }
                }
                Component {
                    id: shortcut

                    ShortcutButton {
                        objectName: one.name
                        text: one.words
                        iconName: "star"
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: tile

                    Tile {
                        objectName: one.name
                        height: Theme.mm(one.words === "low" || Theme.low ? 50 : 88)
                        text: "Print proof"
                        note: one.words
                        iconName: "heartbeat"
                        closed: one.closed
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: entryRow

                    EntryRow {
                        objectName: one.name
                        height: Math.max(Theme.target, needed)
                        text: "Personal insurance proof"
                        note: one.words
                        iconName: "file-text"
                        closed: one.closed
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: choice

                    ChoiceButton {
                        objectName: one.name
                        text: one.words
                        chosen: one.words.startsWith("chosen")
                        many: one.words.endsWith("of many")
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: switchRow

                    SwitchRow {
                        objectName: one.name
                        text: one.words
                        note: "What it does"
                        iconName: "text-aa"
                        on: one.words === "on"
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: field

                    FieldCard {
                        label: one.words
                        problem: one.problem
                        active: one.words === "active"
                        below: true

                        ValueBox {
                            objectName: one.name
                            width: parent.width
                            text: "Mobile phone"
                            value: one.words === "rest" ? "" : "138 0000"
                            active: one.words === "active"
                        }
                    }
                }
                Component {
                    id: textEntry

                    FieldCard {
                        label: one.words
                        problem: one.problem
                        active: one.words === "active"
                        below: true

                        TextEntry {
                            objectName: one.name
                            width: parent.width
                            label: "Name"
                            text: one.words === "rest" ? "" : "欧阳春梅"
                            active: one.words === "active"
                        }
                    }
                }
                Component {
                    id: padKey

                    PadKey {
                        objectName: one.name
                        height: Theme.target
                        text: one.words
                        iconName: one.words === "acts" ? "backspace" : ""
                        enabled: one.usable
                        down: one.pressed || undefined
                    }
                }
                Component {
                    id: note

                    NoteCard {
                        tone: ({ success: "success", error: "problem", closed: "caution", offline: "caution" })[one.words] ?? "info"
                        heading: one.words
                        text: ({
                            loading: "Fetching the list, please wait", empty: "Nothing was found. Try other words.",
                            offline: "No network. What you filled in is safe.", closed: "The printer is out of paper",
                            error: "The card could not be read. Please lay it down again.", success: "Received"
                        })[one.words]
                    }
                }
                Component {
                    id: device

                    StatusRow {
                        name: "Receipt printer"
                        detail: one.words === "good" ? "" : "paper low"
                        status: one.words
                        tone: one.words
                    }
                }
            }
        }
    }
}
