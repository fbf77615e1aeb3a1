pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string statement: ""
    property string heading: ""
    property string name: ""

    // Where the page is flat, the words are read first and signed after.
    property bool read: false
    readonly property bool signing: !flat || read

    picture: "signature"
    title: qsTr("请阅读后签名")
    subtitle: signing ? qsTr("用手指在白框里写上您的名字") : ""
    primaryText: signing ? qsTr("签好了") : words.last ? qsTr("看完了，去签名") : qsTr("看下一页")
    primaryIcon: signing ? "signature" : "caret-right"
    primaryEnabled: !signing || pad.inked
    onPrimary: {
        if (signing)
            page.answered(pad.strokes());
        else if (words.last)
            read = true;
        else
            words.page = words.turned + 1;
    }
    keepsOnBack: flat && read
    onBackTouched: {
        pad.clear();
        read = false;
    }

    Rectangle {
        id: paper

        anchors.fill: parent
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.outline
        border.width: Theme.line

        Words {
            id: head

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

            readonly property bool last: turned === starts.length - 1

            x: Theme.mm(6)
            y: head.y + head.height + Theme.mm(3)
            width: parent.width - 2 * x
            height: (pad.visible ? pad.y - Theme.gap : parent.height - Theme.mm(5)) - y
            visible: !page.flat || !page.read

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

            visible: page.signing
            name: page.name
            x: Theme.mm(6)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: x
            width: parent.width - 2 * x
        }
    }
}
