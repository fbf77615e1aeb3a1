"""Codes on the cards: sexes, ethnic groups, and the check digit of an ID number."""

from enum import StrEnum

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
ID_NUMBER_LENGTH = 18


class Sex(StrEnum):
    """GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSPECIFIED = "9"


class NumberCheck(StrEnum):
    """What the check digit says of a card's number."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_RULE = "no rule"  # the 15 characters of the 2017 permanent residence card


def check_digit(first17: str) -> str:
    """The 18th character of an ID number (GB 11643, ISO 7064 MOD 11-2); ValueError unless 17 digits."""
    if len(first17) != ID_NUMBER_LENGTH - 1 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("an ID number begins with 17 digits")
    return CHECK_DIGITS[sum(w * int(digit) for w, digit in zip(WEIGHTS, first17, strict=True)) % 11]


def check_number(number: str) -> NumberCheck:
    """Check an 18-character number; a number of another form is WRONG, never an error."""
    digits = number[:-1]
    if len(number) != ID_NUMBER_LENGTH or not (digits.isascii() and digits.isdigit()):
        return NumberCheck.WRONG
    return NumberCheck.RIGHT if number[-1] == check_digit(digits) else NumberCheck.WRONG


# GB/T 3304.
ETHNIC_GROUPS = {
    "01": "汉", "02": "蒙古", "03": "回", "04": "藏", "05": "维吾尔", "06": "苗", "07": "彝", "08": "壮",
    "09": "布依", "10": "朝鲜", "11": "满", "12": "侗", "13": "瑶", "14": "白", "15": "土家", "16": "哈尼",
    "17": "哈萨克", "18": "傣", "19": "黎", "20": "傈僳", "21": "佤", "22": "畲", "23": "高山", "24": "拉祜",
    "25": "水", "26": "东乡", "27": "纳西", "28": "景颇", "29": "柯尔克孜", "30": "土", "31": "达斡尔",
    "32": "仫佬", "33": "羌", "34": "布朗", "35": "撒拉", "36": "毛南", "37": "仡佬", "38": "锡伯",
    "39": "阿昌", "40": "普米", "41": "塔吉克", "42": "怒", "43": "乌孜别克", "44": "俄罗斯", "45": "鄂温克",
    "46": "德昂", "47": "保安", "48": "裕固", "49": "京", "50": "塔塔尔", "51": "独龙", "52": "鄂伦春",
    "53": "赫哲", "54": "门巴", "55": "珞巴", "56": "基诺", "97": "其他", "98": "外国血统中国籍人士",
}  # fmt: skip
