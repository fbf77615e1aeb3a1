pragma ComponentBehavior: Bound
import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// What lies under the camera: the invented page, a picture of the folder, or one that was dropped here.
Section {
    id: desk

    objectName: "desk"

    property string page: ""
    property var scans: []
    property string folder: ""

    signal put(path: string)
    signal clear()

    title: "材料 → 高拍仪"
    note: "Page under the scanner"
    actions: Chip {
        objectName: "clear"
        text: "拿走材料"
        note: "take away"
        main: enabled
        enabled: desk.page !== ""
        onClicked: desk.clear()
    }

    Row {
        width: parent ? parent.width : 0
        spacing: Theme.gap

        Rectangle {
            width: Theme.mm(26)
            height: Theme.mm(36)
            color: drop.containsDrag ? Theme.cardPressed : Theme.paper
            border.color: drop.containsDrag ? Theme.primary : Theme.outline

            Image {
                anchors.fill: parent
                anchors.margins: 1
                source: desk.page
                cache: false
                fillMode: Image.PreserveAspectFit
            }
            Icon {
                anchors.centerIn: parent
                visible: desk.page === ""
                name: "file-text"
                tint: Theme.shape
            }
        }
        Column {
            width: parent.width - Theme.mm(26) - parent.spacing
            spacing: Theme.unit * 1.5

            Flow {
                width: parent.width
                spacing: Theme.unit

                Chip {
                    objectName: "page:invented"
                    text: "示例材料"
                    note: "invented page"
                    onClicked: desk.put("")
                }
                Repeater {
                    model: desk.scans

                    Chip {
                        required property var modelData

                        objectName: "page:" + modelData.name
                        text: modelData.name
                        onClicked: desk.put(modelData.path)
                    }
                }
            }
            Words {
                width: parent.width
                text: "也可把图片拖到这里，或放进 " + desk.folder + "/\nDrop a picture here, or put some into the folder"
                size: Theme.small * 0.85
                color: Theme.inkSecondary
            }
        }
    }
    DropArea {
        id: drop

        parent: desk
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: event => {
            if (event.hasUrls)
                desk.put(event.urls[0].toString());
        }
    }
}
