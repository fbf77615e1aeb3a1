import QtQuick
import "../theme"

// Something ahead will not work here, and where else to go. The page stays as it is.
Sheet {
    id: caution

    property string heading: ""
    property string text: ""
    property string kept: ""
    property string goOn: ""
    property string leave: ""

    signal decided(leaves: bool)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: heading + ", " + text

    Words {
        width: parent.width
        text: caution.heading
        size: Theme.title
        font.weight: Theme.strong
    }
    Words {
        objectName: "caution"
        width: parent.width
        text: caution.text
    }
    Words {
        width: parent.width
        text: caution.kept
        color: Theme.inkSecondary
    }
    PrimaryButton {
        objectName: "caution:go_on"
        width: parent.width
        text: caution.goOn
        onClicked: caution.decided(false)
    }
    SecondaryButton {
        objectName: "caution:leave"
        width: parent.width
        text: caution.leave
        onClicked: caution.decided(true)
    }
}
