pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var codes: []
    property bool printable: false
    readonly property int columns: Math.max(2, Math.floor(contentWidth / Theme.mm(Theme.elder ? 90 : 70)))

    subtitle: qsTr("用手机扫一扫，看怎样办、在哪里办")
    primaryName: "print"
    primaryText: printable ? qsTr("打印这份清单") : ""
    primaryIcon: "printer"
    onPrimary: page.answered("print")

    Paged {
        id: paged

        anchors.fill: parent
        spacing: Theme.gap

        Repeater {
            model: Math.ceil(page.codes.length / page.columns)

            Row {
                id: line

                required property int index
                readonly property real tallest: Math.max(...Array.from(children, child => child.implicitHeight))

                spacing: Theme.gap

                Repeater {
                    model: page.codes.slice(line.index * page.columns, (line.index + 1) * page.columns)

                    Card {
                        id: cell

                        required property var modelData

                        width: (paged.width - (page.columns - 1) * Theme.gap) / page.columns
                        height: line.tallest

                        Rectangle {
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: Theme.mm(50)
                            height: width
                            color: "#FFFFFF" // a phone reads black on white only

                            Image {
                                anchors.fill: parent
                                source: cell.modelData.code
                                cache: false
                                smooth: false
                                fillMode: Image.PreserveAspectFit
                                Accessible.role: Accessible.Graphic
                                Accessible.name: cell.modelData.name
                            }
                        }
                        Words {
                            width: parent.width
                            horizontalAlignment: Text.AlignHCenter
                            verticalAlignment: Text.AlignVCenter
                            height: Math.max(contentHeight, Math.ceil(font.pixelSize * 3)) // two lines at least
                            text: cell.modelData.name
                        }
                    }
                }
            }
        }
    }
}
