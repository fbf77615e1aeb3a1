.pragma library

// Which keys stand where: rows of [what the key does, how many columns it takes]; a string is a row of letters, one
// column each, in the middle of its row. "" is a gap. A layout has as many columns as its widest row.
const ROWS = {
    pinyin: [
        "qwertyuiop",
        "asdfghjkl",
        [["'", 1.5], ..."zxcvbnm", ["erase", 1.5]],
        [["strokes", 1.5], ["letters", 1.5], ["symbols", 1.5], "·", ["space", 2], "，", ["done", 1.5]],
    ],
    letters: [
        "qwertyuiop",
        "asdfghjkl",
        [["shift", 1.5], ..."zxcvbnm", ["erase", 1.5]],
        [["pinyin", 1.5], ["symbols", 1.5], "@", "-", ["space", 2.5], ".", ["done", 1.5]],
    ],
    symbols: [
        "1234567890",
        "，。、；：？！·—…",
        "（）《》“”-/@#",
        [["pinyin", 1.5], ["letters", 1.5], "〔", "〕", ["space", 2], ["erase", 1.5], ["done", 1.5]],
    ],
    strokes: [
        [["1", 2], ["2", 2], ["3", 2], ["4", 2], ["5", 2]],
        "",
        [["0", 4], ["clear", 3], ["erase", 3]],
        [["pinyin", 1.5], ["letters", 1.5], ["symbols", 1.5], "·", ["space", 2], "，", ["done", 1.5]],
    ],
    digits: ["123", "456", "789", [["clear", 1], "0", ["erase", 1]], [["done", 3]]],
    money: ["123", "456", "789", [".", "0", ["erase", 1]], [["clear", 1], ["done", 2]]],
    decimal: ["123", "456", "789", ["-", "0", "."], [["clear", 1], ["erase", 1], ["done", 1]]],
    idNumber: ["123", "456", "789", ["X", "0", ["erase", 1]], [["clear", 1], ["done", 2]]],
    // GB 32100 leaves I, O, S, V and Z out.
    creditCode: ["1234567890", "QWERTYUP", "ADFGHJKL", [["clear", 1.5], ..."XCBNM", ["erase", 1.5]], [["", 7], ["done", 3]]],
    codes: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", [["clear", 1.5], ..."ZXCVBNM", ["erase", 1.5]], [["", 7], ["done", 3]]],
};

// The places of a layout's keys: what it does, and x, y, width, height in columns and rows.
function keys(name) {
    const rows = ROWS[name] ?? ROWS.letters;
    const widths = rows.map(row => (Array.isArray(row) ? row : Array.from(row))
        .reduce((sum, key) => sum + (Array.isArray(key) ? key[1] : 1), 0));
    const columns = Math.max(...widths);
    const found = [];
    rows.forEach((row, y) => {
        let x = (columns - widths[y]) / 2;
        for (const key of Array.isArray(row) ? row : Array.from(row)) {
            const [does, width] = Array.isArray(key) ? key : [key, 1];
            if (does !== "")
                found.push({ does: does, x: x, y: y, width: width, height: name === "strokes" && y === 0 ? 2 : 1 });
            x += width;
        }
    });
    return { keys: found, columns: columns, rows: rows.length };
}
