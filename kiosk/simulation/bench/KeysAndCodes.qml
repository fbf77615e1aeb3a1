pragma ComponentBehavior: Bound
import QtQuick
import "../../../screens/theme"

// The evaluation keypad's five keys, and codes to hold before the code scanner.
Section {
    id: section

    property var codes: []

    signal press(key: int)
    signal show(code: string)

    title: "评价器按键 · 出示二维码"
    note: "Keys of the evaluation keypad; codes for the code scanner"

    Flow {
        width: parent ? parent.width : 0
        spacing: Theme.unit * 1.5

        Repeater {
            model: 5

            Chip {
                required property int index

                objectName: "key:" + (index + 1)
                text: ["非常满意", "满意", "基本满意", "不满意", "非常不满意"][index]
                note: "key " + (index + 1)
                onClicked: section.press(index + 1)
            }
        }
        Repeater {
            model: section.codes

            Chip {
                required property var modelData

                objectName: "code:" + modelData.key
                text: modelData.name
                note: modelData.note
                onClicked: section.show(modelData.key)
            }
        }
    }
}
