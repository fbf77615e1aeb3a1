pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string statement: ""
    property string heading: ""

    title: qsTr("请阅读后签名")
    subtitle: qsTr("用手指在白框里写上您的名字")
    primaryText: qsTr("签好了")
    primaryIcon: "signature"
    primaryEnabled: pad.inked
    onPrimary: page.answered(pad.strokes())

    Rectangle {
        id: paper

        anchors.fill: parent
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.outline
        border.width: Theme.line

        Words {
            id: name

            x: Theme.mm(6)
            y: Theme.mm(5)
            width: parent.width - 2 * x
            horizontalAlignment: Text.AlignHCenter
            text: page.heading
            size: Theme.heading
            font.weight: Theme.strong
        }
        Paged {
            id: words

            x: Theme.mm(6)
            y: name.y + name.height + Theme.mm(3)
            width: parent.width - 2 * x
            height: pad.y - y - Theme.gap

            Repeater { // sentence by sentence: a page may end between any two
                model: page.statement.replace(/([。；])/g, "$1\n").replace(/\. /g, ".\n").split("\n")
                    .filter(sentence => sentence !== "")

                Words {
                    required property string modelData

                    objectName: "statement"
                    width: words.width
                    text: modelData
                    size: large.height <= words.height ? large.size : Theme.body
                }
            }
        }
        Words {
            id: large

            visible: false
            width: words.width
            text: page.statement
            size: Theme.heading
        }
        SignaturePad {
            id: pad

            x: Theme.mm(6)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: x
            width: parent.width - 2 * x
        }
    }
}
