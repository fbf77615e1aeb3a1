"""The sentences of the hall, in both languages, beside each other.

An error says what happened, that nothing is lost, what to do now, who helps. No system word stands
here (R98). Words that belong to one page's drawing stand in that page; these come from what happens.
"""

from screens.text import Text

# The steps, as the step bar names them.
STEP_GUIDE = Text("看指南", "Guide")
STEP_IDENTIFY = Text("刷身份证", "ID card")
STEP_FORM = Text("填表", "Form")
STEP_SCAN = Text("扫材料", "Scan")
STEP_SIGN = Text("签名", "Sign")
STEP_CONFIRM = Text("确认", "Confirm")
STEP_SLIP = Text("取凭条", "Slip")
STEP_PRINT = Text("取证明", "Print")

# What is reckoned or looked up here.
STEP_FIGURES = Text("填数字", "Figures")
STEP_RESULT = Text("看结果", "Result")
RESULT = Text("结果", "Result")
ENTERED = Text("您填的", "What you entered")
NO_RESULT = Text("这些数字算不出结果", "These figures give no result")
NO_RESULT_BODY = Text("您填的内容都还在。", "What you entered is still there.")
NO_RESULT_NEXT = Text("请回去核对一下填的数字", "Please go back and check the figures")
CHANGE_FIGURES = Text("回去核对", "Go back")
FIGURES_PRINTED = Text("凭条已经打印好", "The slip is printed")
FIGURES_PRINTED_BODY = Text("凭条仅供参考。", "It is for your information.")
TAKE_FIGURES = Text("请取走凭条", "Please take the slip")
FIGURES_NOT_PRINTED = Text("凭条没有打出来", "The slip did not come out")
FIGURES_NOT_PRINTED_BODY = Text("打印机没有确认打完。", "The printer did not confirm it.")
FIGURES_NOT_PRINTED_NEXT = Text(
    "结果还在屏幕上，可以抄下来或者拍照", "The result is still on the screen to note down"
)
LOOKING_UP = Text("正在查询您的记录，请稍候", "Looking up your record, please wait")
RECORD_AWAY = Text("现在查不到您的记录", "Your record cannot be looked up now")
RECORD_AWAY_BODY = Text("与中心的连接暂时不通。", "The centre cannot be reached.")
RECORD_AWAY_NEXT = Text(
    "请过几分钟再试，或到窗口查询", "Please try again in some minutes, or ask at the counter"
)
RECORD_REFUSED = Text("中心没有答复这次查询", "The centre did not answer this inquiry")
RECORD_REFUSED_BODY = Text("没有产生任何记录。", "Nothing was recorded.")
NO_RECORD = Text("没有查到您的记录", "There is no record of you")
NO_RECORD_BODY = Text("中心没有您这一项的记录。", "The centre holds none of this kind.")
NO_RECORD_NEXT = Text(
    "如果应该有，请拨打 {phone} 或到窗口核对", "If there should be one, call {phone} or ask at the counter"
)

# Copies.
STEP_COPIES = Text("取复印件", "Copies")
PRINTING_COPIES = Text("正在打印复印件，请稍候", "Printing the copies, please wait")
COPIES_NOT_PRINTED = Text("复印件没有打完", "The copies were not fully printed")
COPIES_MISSING = Text(
    "还差 {missing} 份。拍好的内容还在。", "Still missing: {missing}. The pictures are still there."
)
COPIES_NEXT = Text("可以接着打剩下的，或到窗口复印", "Print the rest, or make copies at the counter")
ENOUGH_COPIES = Text("不打了", "Enough")
COPIES_PRINTED = Text("复印件已经打印好", "The copies are printed")
COPIES_KEPT_NOWHERE = Text("本机不保存您的图像。", "No picture is kept here.")
TAKE_COPIES = Text(
    "请取走复印件，还有扫描台上的原件", "Please take the copies, and your original from the scanner"
)

# What is done online, with its codes.
CODES_SHORT = Text("扫码网上办", "Services online")
CODES = Text("网上办、掌上办事项二维码", "Services online")
PRINTING_CODES = Text("正在打印清单，请稍候", "Printing the list, please wait")
CODES_PRINTED = Text("清单已经打印好", "The list is printed")
CODES_NOT_PRINTED = Text("清单没有打完", "The list was not fully printed")
CODES_STAY = Text("二维码在屏幕上也能扫。", "The codes can be scanned on the screen too.")
CODES_TAKE = Text("请取走清单", "Please take the list")
CODES_SCAN = Text(
    "请用手机扫屏幕上的二维码，或到窗口索取", "Scan the codes on the screen, or ask at the counter"
)

# One's own e-licences.
STEP_PURPOSE = Text("选用途", "Purpose")
STEP_LICENCES = Text("看证照、打印", "See and print")
LICENCES_LOOKED_UP = Text("正在取您的电子证照，请稍候", "Fetching your e-licences, please wait")
LICENCES_MINE = Text("您的电子证照", "Your e-licences")
LICENCES_CHOOSE = Text("请点要看的证照", "Touch the one to look at")
LICENCE_UNTIL = Text("有效期至 {day}", "Valid until {day}")
LICENCE_FOR_EVER = Text("长期有效", "Valid for ever")
LICENCES_NONE = Text("没有查到您的电子证照", "There are no e-licences of yours")
LICENCES_NONE_BODY = Text("中心现在没有您的电子证照。", "The centre holds none of yours now.")
LICENCES_NONE_NEXT = Text("请到发证的窗口办理，或拨打 {phone}", "Ask where it was issued, or call {phone}")
LICENCES_AWAY = Text("现在取不到您的电子证照", "Your e-licences cannot be fetched now")
LICENCES_AWAY_BODY = Text("与中心的连接暂时不通。", "The centre cannot be reached.")
LICENCES_AWAY_NEXT = Text("请过几分钟再试，或到窗口打印", "Try again in some minutes, or ask at the counter")
PRINTING_LICENCE = Text("正在打印，请稍候", "Printing, please wait")
LICENCE_PRINTED = Text("打印好了", "It is printed")
LICENCE_PRINTED_BODY = Text(
    "用途印在每一页上。本机不保存您的证照。", "Its purpose is on every page. Nothing is kept here."
)
LICENCE_TAKE = Text("请取走打印件", "Please take it")
LICENCE_ANOTHER = Text("再看别的证照", "See another")
LICENCE_NOT_PRINTED = Text("没有打印出来", "It did not come out whole")
LICENCE_NOT_PRINTED_BODY = Text(
    "打印机没有确认打完。出来的半张请拿走。", "The printer did not confirm it. Take away what came out."
)
LICENCE_NOT_PRINTED_NEXT = Text("可以再打一次，或到窗口打印", "Print it again, or ask at the counter")

# An application that timed out.
FROM_CENTRE = Text("中心已有的，可以改", "Known to the centre. You can change it")
GIVEN_BEFORE = Text("您上次填的", "As you gave it last time")
CHOSEN_BEFORE = Text("您上次选的", "Your choice last time")
UNFINISHED = Text("您有一份没办完的申请", "Unfinished application")
UNFINISHED_CODE = Text("请输入凭条上的 6 位续办号码", "Enter the 6 digits of the slip")
UNFINISHED_WRONG = Text("号码不对，还可以试 {left} 次", "Wrong code. Tries left: {left}")

# Home and the ways to a service.
EDITION = Text("事项清单 {version} · {day}", "List {version} · {day}")
FREQUENT = Text("常办", "Popular")
TOGETHER = Text("一件事", "Packages")
LIFE_EVENTS = Text("人生事件", "By event")
DEPARTMENTS = Text("按部门", "By office")

# Where a case stands.
TRACK = Text("查办件进度、预约", "My cases and bookings")
TRACK_SHORT = Text("查进度", "Progress")
TRACK_MINE = Text("我的办件和预约", "My cases and bookings")
TRACK_MINE_CHOOSE = Text("点一件，看办到哪里了", "Touch one to see where it stands")
TRACK_CALL = Text("有问题请打 {phone}", "Questions: {phone}")
TRACK_SAFE = Text("查询不会改动您的办件", "Asking changes nothing")
TRACK_OTHER_CODE = Text(
    "这不是凭条上的二维码，请换一张试试", "This is not the code of a slip. Try another one"
)
TRACK_WRONG = Text("编号或密码不对，请对照凭条再输", "Number or code is wrong. Compare with the slip")
TRACK_AWAY = Text("现在查不到进度", "Progress cannot be shown now")
TRACK_AWAY_BODY = Text(
    "与中心的连接暂时不通。您的办件不受影响，会照常办理。",
    "The centre cannot be reached. Your case is not affected and goes on.",
)
TRACK_AWAY_NEXT = Text("请过几分钟再试，或拨打 {phone} 询问", "Try again in some minutes, or call {phone}")
TRACK_NONE = Text("没有查到办件", "No case was found")
TRACK_NONE_MINE = Text(
    "这张证件名下没有办件，也没有预约。", "There is no case and no booking under this card."
)
TRACK_NONE_SLIP = Text(
    "这张凭条上的申请还没有送到中心。写着“尚未受理”的，联网后会自动送出，不会丢。",
    "It has not reached the centre yet. It is safe and is sent as soon as the network is back.",
)
TRACK_NONE_NUMBER = Text("编号或查询密码不对。", "The number or the query code is not right.")
TRACK_NONE_NEXT = Text("请核对后再查，或拨打 {phone} 询问", "Please check and try again, or call {phone}")
TRACK_ANOTHER = Text("再查一次", "Look again")
TRACK_PRINTING = Text("正在打印，请稍候", "Printing, please wait")
TRACK_PRINTED = Text("已经打印好", "It is printed")
TRACK_TAKE_IT = Text("请在出纸口取走", "Please take it from the paper outlet")
TRACK_NOT_PRINTED = Text("没有打印出来", "It did not come out")
TRACK_NOT_PRINTED_BODY = Text("打印机没有确认打完。", "The printer did not confirm it.")
TRACK_NOTE_IT = Text("可以用手机拍下屏幕，或到窗口打印", "Photograph the page, or print at the window")

# The hall.
HALL = Text("大厅和附近网点", "Hall and places nearby")
HALL_SHORT = Text("大厅网点", "Places")
OPENING_HOURS = Text("上下班时间", "Opening hours")
RESIDENT = Text("进驻部门", "Who is there")
PHONES = Text("电话", "Phones")

# The guide, and what it takes away.
GUIDE_STALE = Text(
    "本机超过 {hours} 小时没有与中心核对，内容以窗口公布的为准",
    "Not compared with the centre for {hours} hours; what the counter says counts",
)
PRINTING_GUIDE = Text("正在打印办事指南，请稍候", "Printing the guide, please wait")
GUIDE_COMES_OUT = Text("指南从下方出纸口出来", "The guide comes out below")
GUIDE_PRINTED = Text("办事指南已经打印好", "The guide is printed")
GUIDE_PRINTED_BODY = Text("请在出纸口取走", "Please take it from the paper outlet")
GUIDE_NOT_PRINTED = Text("办事指南没有打出来", "The guide did not come out")
GUIDE_NOT_PRINTED_BODY = Text("打印机没有确认打完。", "The printer did not confirm it.")
GUIDE_NEXT = Text(
    "也可以用手机扫码看同一份指南", "The code on the page before shows the same guide on your phone"
)
SHEET = Text(
    "由自助终端打印，内容以中心最新公布的为准", "Printed at a terminal; the centre's newest edition counts"
)
SHEET_DEMONSTRATION = Text("演示数据，不作为办事依据", "Demonstration, not a basis for any application")
CHOOSE_CASE = Text("点一下您的情况，要带的材料不一样", "The papers you need depend on it")
CHOOSE_CONTENT = Text("点一下您要的，打印出来的内容不一样", "What is printed depends on it")
NOT_HERE = Text("这种情况要到窗口办", "This case is done at the counter")
NOT_HERE_NEXT = Text("您还没有填写任何内容，也没有产生费用", "Nothing was entered and nothing is charged")
CHOOSE_CASE = Text("点一下您的情况，要带的材料不一样", "Touch your case; it decides what is needed")
OTHER_ANSWER = Text("重新选择", "Another answer")

# What is left for a department.
STEP_REQUEST = Text("留言", "Request")
LEAVE_REQUEST = Text("给部门留言", "Leave a request")
LEAVE_REQUEST_WHAT = Text("您想请部门做什么？", "What may the department do for you?")
REQUEST = Text("留言内容", "Your request")
REQUEST_ITEM = Text("事项", "Service")
REQUEST_TO = Text("交给", "Goes to")
REQUEST_LEFT = Text("留言已经收好，会交给部门", "Your request is safely kept and goes to the department")
REQUEST_WITHOUT_SLIP = Text(
    "您的留言已经收好，不会丢。留言编号：{number}", "Your request is safely kept. Its number: {number}"
)
REQUEST_NOTE_IT = Text(
    "请记下或拍下这个编号，打电话询问时报编号", "Please note or photograph this number for when you call"
)

# Times to book.
STEP_TIME = Text("选时间", "Time")
STEP_VOUCHER = Text("取预约单", "Voucher")
SLOTS_LOOKED_UP = Text("正在查看还有哪些时间，请稍候", "Looking up the free times, please wait")
BOOK_DAY = Text("哪一天来？", "On which day?")
BOOK_TIME = Text("几点来？", "At what time?")
BOOK_FULL = Text("约满了", "Full")
BOOK_FREE = Text("还有 {free} 个号", "{free} places left")
BOOK_KINDS = {
    "staggered": Text("错时服务", "Over noon"),
    "extended": Text("延时服务", "In the evening"),
    "rest_day": Text("休息日服务", "On a day of rest"),
}
BOOK_NONE = Text("这段时间都约满了", "All times are full")
BOOK_NONE_BODY = Text("每天会放出新的号。", "New times open every day.")
BOOK_NONE_NEXT = Text("请明天再来看看，或拨打 {phone}", "Please look again tomorrow, or call {phone}")
BOOK_AWAY = Text("现在约不了", "Booking is not possible now")
BOOK_AWAY_BODY = Text("与中心的连接暂时不通。", "The centre cannot be reached.")
BOOK_AWAY_NEXT = Text("请再试一次，或拨打 {phone} 预约", "Please try again, or book at {phone}")
BOOK_UNSURE_BODY = Text(
    "中心没有回应，还不知道约上没有。再试一次不会重复预约。",
    "The centre has not answered. Trying again cannot book twice.",
)
BOOK_UNSURE_NEXT = Text(
    "请再试一次。不试了，也可以过后在“查进度”里用身份证看约上没有",
    "Please try again; or look later under Progress with your ID card",
)
BOOK_TAKEN = Text("这个时间刚刚约满", "This time has just been taken")
BOOK_TAKEN_BODY = Text(
    "别人先约走了，您填的内容都还在。", "Somebody was faster. All you entered is still here."
)
BOOK_TAKEN_NEXT = Text("请换一个时间", "Please choose another time")
BOOK_OTHER_TIME = Text("换个时间", "Another time")
BOOK_HAVE_ONE = Text("这件事您已经约过了", "You have a booking for this")
BOOK_HAVE_ONE_NEXT = Text(
    "按约好的时间来就行。要换时间，先取消这个再约", "Come at that time; or cancel it and book another"
)
BOOK_HAVE_ONE_BODY = Text("一个人同一件事只能约一个时间。", "One person has one time for one service.")
BOOK_HAVE_ONE_WHERE = Text(
    "在首页“查进度”里放身份证，可以看到，也可以取消", "Under Progress your card shows it, and cancels it"
)
BOOK_REFUSED = Text("中心没有接受这次预约", "The centre did not accept the booking")
BOOK_REFUSED_BODY = Text("没有约上，也没有产生费用。", "Nothing was booked and nothing is charged.")
BOOKING = Text("正在预约，请稍候", "Booking, please wait")
BOOK_PHONE = Text("手机号码", "Mobile phone")
BOOK_PHONE_HINT = Text("有变动会打这个电话", "We call this number if something changes")
BOOK_WHAT = Text("预约内容", "The booking")
BOOK_WHEN = Text("时间", "When")
BOOK_PLACE = Text("地点", "Where")
BOOK_NAME = Text("姓名", "Name")
BOOKED = Text("已经约好", "It is booked")
BOOKED_WITHOUT_SLIP = Text(
    "已经约好，不受影响。预约编号：{number}", "It is booked all the same. Its number: {number}"
)
BOOKED_NOTE_IT = Text(
    "请记下或拍下编号和时间；来的时候带身份证就行",
    "Please note or photograph number and time; your ID card is enough when you come",
)
BOOK_NUMBER = Text("预约编号", "Booking no.")
BOOK_COME = Text("请提前十分钟到，带好身份证和材料", "Come ten minutes early with your card and papers")
BOOK_CANCEL_SURE = Text("确定取消这个预约？", "Cancel this booking?")
BOOK_CANCEL_SURE_NEXT = Text(
    "取消后这个号会留给别人，可以再约", "The time goes to somebody else; you may book again"
)
BOOK_CANCELLING = Text("正在取消，请稍候", "Cancelling, please wait")
BOOK_CANCELLED = Text("已经取消", "It is cancelled")
BOOK_CANCELLED_BODY = Text("谢谢您把号让给别人。", "Thank you for leaving the time to others.")
BOOK_NOT_CANCELLED = Text("没有取消成", "It could not be cancelled")
BOOK_KEPT = Text("预约还在。", "The booking stands.")
KEEP_BOOKING = Text("不取消", "Keep it")

# The ID card.
LAY_CARD = Text("等待放卡", "Waiting for your card")
CARD_LEFT = Text(
    "读卡区还有一张证件。请先取走，再放您自己的",
    "A card is still on the reader. Please remove it, then lay your own",
)
CARD_REMOVED = Text(
    "身份证拿开得早了一点，请再放一次", "The card was lifted a little too early. Please lay it down again"
)
CARD_UNREADABLE = Text(
    "这张证件没有读出来。请拿起来，擦一擦，再放平",
    "The card could not be read. Lift it, wipe it, lay it flat again",
)
CARD_NOT_KNOWN = Text(
    "这不是可以使用的身份证件。请放居民身份证、居住证或永居证",
    "This is not a card that can be used here. Please lay an ID card or residence permit",
)
CARD_EXPIRED = Text(
    "这张证件已过有效期，请先到公安窗口换领",
    "This card has expired. Please renew it at the police window first",
)
CARD_NUMBER_WRONG = Text(
    "证件号码没有通过校验，请到窗口核对", "The card number did not pass the check. Please ask at the window"
)
READER_RESTING = Text(
    "读卡器暂时没有反应，正在恢复。请稍候，也可以到窗口办理",
    "The card reader is not answering. Please wait, or use the window",
)
TAKE_CARD = Text("请取回您的身份证", "Please take back your ID card")

# For whom (R67, R35), and the company.
FOR_WHOM = Text("这件事给谁办？", "Whom is it for?")
FOR_SELF = Text("给我自己办", "For myself")
FOR_OTHER = Text("替家人或别人办", "For a relative or somebody else")
FOR_COMPANY = Text("给单位办", "For a company")
FOR_WHOM_WHY = Text("替别人办，两个人的身份证都要放一次", "For somebody else, both cards are laid once")
RELATION = Text("您是申请人的什么人？", "Who are you to the applicant?")
IS_THERE = Text("申请人现在在您身边吗？", "Is the applicant here with you?")
IS_THERE_WHY = Text("在身边的签一个名，不在的要拍委托书", "Who is here signs; else a letter is photographed")
THERE = Text("在，可以签名", "Yes, and can sign")
NOT_THERE = Text("不在，我带了委托书和他的身份证", "No; I have the letter and the card")
LAY_AGENT = Text("请先放您自己的身份证", "First lay your own card")
LAY_APPLICANT = Text("请放申请人的身份证", "Lay the applicant's card")
CARD_OF_AGENT = Text("这是您自己的，请换上申请人的", "This is your own. Lay the applicant's")
COMPANY_CODE = Text("请填单位的统一社会信用代码", "The company's social credit code")
COMPANY_CODE_HINT = Text("营业执照上的 18 位，字母用大写", "18 characters on the licence, in capitals")
COMPANY_NAME = Text("单位名称", "Name of the company")
COMPANY_UNKNOWN = Text("没有查到这个单位，请核对后再试", "This company was not found. Please check it")
LICENCE_UNKNOWN = Text(
    "这个码查不到执照，请刷新二维码再试", "No licence was found. Refresh the code, try again"
)
COMPANY_AWAY = Text("现在连不上中心，核对不了执照", "The centre cannot be reached to check it")
ASKING_COMPANY = Text("正在核对单位信息，请稍候", "Checking the company, please wait")
LAY_CODE = Text("等待扫码", "Waiting for the code")
CODE_UNREADABLE = Text("没有扫清楚，请拿稳再试", "The code was not read. Hold it still and try again")
SCANNER_RESTING = Text(
    "扫码器暂时没有反应，可以点下面的按钮输入代码",
    "The code scanner is not answering. You can type the code instead",
)
COMPANY_ROLE = Text("您在这个单位是？", "What are you there?")
COMPANY_ROLE_WHY = Text("代单位来办的，后面要拍授权委托书", "An agent photographs the letter of authority")
LEGAL_REPRESENTATIVE = Text("法定代表人", "Legal representative")
COMPANY_AGENT = Text("经办人，代单位来办", "Agent of the company")
NOT_OF_COMPANY = Text("这里没有登记您代这家单位办事", "You are not registered for this company")
NOT_OF_COMPANY_BODY = Text(
    "“{company}”的证明只打给登记的法定代表人和授权的经办人。",
    "The certificates of {company} go to its legal representative and its registered agents.",
)
NOT_OF_COMPANY_NEXT = Text(
    "请法定代表人来办，或先在电子营业执照里授权您，也可以到窗口办理",
    "Let the legal representative come, have yourself authorised in the e-licence, or go to the counter",
)
SCOPES = {
    "city": Text("本市", "This city"),
    "province": Text("全省通办", "The whole province"),
    "nation": Text("跨省通办", "All provinces"),
}
SCOPE = Text("办理范围", "Where it can be done")
FROM_ELSEWHERE = Text("您证件上的住址不在{region}", "Your card bears an address outside {region}")
FROM_ELSEWHERE_BODY = Text(
    "在{region}居住、工作或者参保的，可以接着办。",
    "If you live, work or are insured in {region}, go on.",
)
FROM_ELSEWHERE_NEXT = Text(
    "要办户口所在地的业务，请问 {phone}",
    "For your home region, call {phone}",
)

# How the result comes (R32).
DELIVERY = Text("结果怎么给您？", "How shall the result reach you?")
DELIVERY_WAYS = {
    "collect": Text("到窗口自取", "Collect it at the counter"),
    "post": Text("免费邮寄到家", "By post, free of charge"),
    "electronic": Text("电子件，手机上看", "Electronic, on your phone"),
}
POST_TO = Text("邮寄到哪里？", "Where to post it")
POST_RECIPIENT = Text("收件人", "Recipient")
POST_PLACE = Text("寄到", "To")
POST_CARD = Text("证件上的住址", "The address on the card")
POST_OTHER = Text("别的地址", "Another address")
POST_ADDRESS = Text("收件地址", "Postal address")
POST_ADDRESS_HINT = Text("省、市、区县、街道和门牌号", "Province, city, district, street and number")
POST_PHONE = Text("收件电话", "Phone")

WAY_OF_AGENT = Text("替别人办，不查他的证照", "Not looked up for somebody else")

# Packages (R34), and what needs no application (R36).
PACKAGE_HOLDS = Text("包括哪些事", "What it holds")
PACKAGE_BY_CASE = Text("{name}（按您的情况）", "{name} (if it is your case)")
PACKAGE_APART = Text("还要另外办的", "What is done apart")
PACKAGE_HERE = Text("{name}（在本机另外办）", "{name} (apart, at this terminal)")
PACKAGE_ELSEWHERE = Text("{name}（预约、到窗口或者在手机上办）", "{name} (by booking, counter or phone)")
PACKAGE_CASES = Text("一次办的事", "Handed in together")
PACKAGE_ACCEPTED = Text("已经收到您的 {number} 件申请", "Your {number} applications have been received")
ASKING_STATE = Text("正在向中心查询，请稍候", "Asking the centre, please wait")
STATES = {
    "granted": Text("已经为您办好，不用申请", "It is done; there is nothing to apply for"),
    "checking": Text("部门正在核对，不用申请", "It is being checked; there is nothing to apply for"),
    "not_met": Text("现在还不符合条件", "The conditions are not met now"),
    "not_found": Text("没有查到您的信息", "Nothing was found about you"),
}
STATE_NEXT = Text("有疑问请拨打 {phone}", "Questions? Call {phone}")
STATE_AWAY = Text("现在查不到", "It cannot be looked up now")
STATE_AWAY_BODY = Text(
    "与中心的连接暂时不通。这件事不用申请，符合条件会自动办。",
    "The centre cannot be reached. Nothing is applied for: it is done by itself.",
)

# The camera.
LAY_PAGE = Text("请把材料放平，四个角都露出来", "Lay the page flat with all four corners showing")
PAGE_TOO_FAR = Text("材料太小了，请放近一点", "The page is too small. Please bring it closer")
PAGE_CUT_OFF = Text("材料没有放全，请往中间挪一点", "Part of the page is outside. Move it to the middle")
PAGE_TILTED = Text("材料放斜了，请摆正一点", "The page is tilted. Please straighten it")
PAGE_BLURRED = Text("画面不清楚，请把材料放稳", "The picture is blurred. Please keep the page still")
PAGE_GLARE = Text("材料反光，请转一个方向", "The page reflects the light. Please turn it a little")
PAGE_DARK = Text("光线太暗，请不要挡住灯光", "It is too dark. Please do not block the light")
PAGE_FINGER = Text("请把手拿开，不要压住材料", "Please take your hand off the page")
PAGE_STILL = Text("放好了，请不要动", "Good. Please keep it still")
PAGE_READY = Text("放好了，请按下面的按钮", "Good. Please press the button below")
PAGE_NOT_FOUND = Text(
    "没有看清这一页的四个角，请放平再拍一次", "The four corners were not seen. Lay it flat and try again"
)
CARD_FRONT = Text("先放证件的正面，有照片的一面朝上", "First the side with the photo, facing up")
CARD_BACK = Text("请把证件翻过来，再拍背面", "Now turn the card over for its other side")
ASK_AT_WINDOW = Text(
    "还是拍不清楚。可以再试，也可以请窗口的工作人员帮忙",
    "It is still not clear. Try again, or ask the staff at the window",
)
PAGES_TOO_BIG = Text(
    "这些页加起来太大了，交不上去。请删掉用不着的页，或到窗口办理",
    "Together these pages are too large to send. Remove those not needed, or use the window",
)
CAMERA_RESTING = Text(
    "摄像头暂时没有画面，正在恢复。请稍候，也可以到窗口办理",
    "The camera gives no picture. Please wait, or use the window",
)

# The papers of a case, and the ways that each may come.
MATERIALS = Text("要交的材料", "The papers to hand in")
MATERIALS_HOW = Text("点一下材料，选怎样交", "Touch a paper to choose how it comes")
MATERIAL_WAYS = Text("选一种方式", "Choose a way")
BY_LICENCE = Text("用我的电子证照", "Use my e-licence")
BY_HELD = Text("用以前交过的", "Use what I handed in before")
BY_SCAN = Text("现在拍照上传", "Photograph it now")
BY_SCAN_NOTE = Text("放在拍照台上，可以拍几页", "Lay it under the camera")
BY_COMMITMENT = Text("签承诺书代替", "Sign a statement instead")
BY_COMMITMENT_NOTE = Text("不用交这份材料，内容不实要负责", "No paper; you answer for what you state")
LATER = Text("以后再交", "Hand it in later")
LATER_NOTE = Text("先办理，受理后 {days} 个工作日内补交", "Within {days} working days of the acceptance")
WAY_NOTHING_FOUND = Text("没有查到，请用别的方式", "None was found; please use another way")
WAY_CENTRE_AWAY = Text("与中心的连接不通，暂时查不到", "The centre cannot be reached now")
WAY_NOT_AGREED = Text("您选了不查询", "You chose not to look it up")
LOOK_UP = Text("查查您已有的材料？", "Look up what you already have?")
LOOK_UP_BODY = Text(
    "为了办“{item}”，用您的姓名和证件号码，向政务服务中心查询您的电子证照和以前交过的材料。"
    "只用这一次，本机不留存。",
    "For “{item_en}”, the service centre looks for your e-licences and earlier papers by your name and "
    "number. Once only; nothing stays here.",
)
LOOK_UP_AGREE = Text("同意查询", "Agree and look up")
LOOK_UP_AGREE_NOTE = Text("查到的就不用再交", "What is found need not be handed in")
LOOK_UP_NOT = Text("不查，自己交", "No, I hand them in")
LOOK_UP_NOT_NOTE = Text("不同意也能办，材料自己拍照", "You can photograph the papers yourself")
LOOKING_UP = Text("正在查询，请稍候", "Looking it up, please wait")

# What the centre made of an application, and its papers on A4.
TO_CORRECT = Text("需要补正", "To be corrected")
TO_CORRECT_ALL = Text(
    "全部都列在这里，也写在一次性告知单上。申请已经收好，编号不变",
    "This is all of it; the notice lists it too. Your application is kept under its number",
)
TO_CORRECT_SHORT = Text("已经收到，需要补正", "Received; something must be corrected")
ACCEPTED_NOW = Text("已经受理您的申请", "Your application is accepted")
FETCHING_PAPER = Text("正在向中心取通知单，请稍候", "Fetching the notice, please wait")
PRINTING_PAPER = Text("正在打印通知单，请稍候", "Printing the notice, please wait")
ALREADY_RECEIVED = Text("您的申请已经收好", "Your application is safely kept")
PAPER_NOT_PRINTED = Text("通知单没有打印完", "The notice was not fully printed")
PAPER_NOT_PRINTED_BODY = Text(
    "{paper}没有打出来。您的申请不受影响，编号在凭条上。",
    "The notice did not come out. Your application is not affected; its number is on the slip.",
)
PAPER_NOT_PRINTED_NEXT = Text("可以再试，也可以到窗口领取", "Try again, or collect it at the window")

# Who helps.
HELP_LINE = Text("需要人帮忙，请拨打 {phone}", "Call {phone} if you need help")

# Working.
SAVING = Text("正在加密保存，请稍候", "Sealing and saving, please wait")
SAVED = Text("已经保存好，正在送往中心", "Saved. Sending to the centre")
PRINTING_SLIP = Text("正在打印凭条，请稍候", "Printing the slip, please wait")
FETCHING = Text("正在向中心取您的证明，请稍候", "Fetching your certificate, please wait")
PRINTING_A4 = Text("正在打印证明，请稍候", "Printing the certificate, please wait")
NOTHING_LOST = Text("您填的内容都还在", "Nothing you entered is lost")

# Problems, each with a way on.
AGAIN = Text("再试一次", "Try again")
GO_ON = Text("继续", "Go on")
LEAVE = Text("回首页", "Home")
WITHOUT_SLIP = Text("不打印，直接继续", "Go on without the slip")
NOT_SAVED = Text("没有保存成功", "It could not be saved")
NOT_SAVED_BODY = Text(
    "您的申请还没有交上去，填的内容都还在这里。",
    "Your application has not been handed in. All you entered is still here.",
)
NOT_SAVED_NEXT = Text(
    "请再试一次；还不行，请拨打 {phone} 或到窗口办理", "Try again, or call {phone} or go to the window"
)
SLIP_NOT_PRINTED = Text("凭条没有打出来", "The slip did not come out")
SLIP_NOT_PRINTED_BODY = Text(
    "您的申请已经收好，不会丢。办理编号：{number}", "Your application is safely kept. Your number: {number}"
)
SLIP_NOT_PRINTED_NEXT = Text(
    "请记下或拍下这个编号，凭编号和身份证可以到窗口查询",
    "Please note or photograph this number; with your ID card it finds your case at the window",
)
CERTIFICATE_WITHOUT_SLIP = Text(
    "证明已经打印好，不受影响。办理编号：{number}",
    "Your certificate is printed and not affected. Your number: {number}",
)
SLIP_STILL_THERE = Text("凭条还在出口，请拿走", "Your slip is still in the slot. Please take it")
SLIP_TAKEN = Text("凭条已取走，请保管好", "You have your slip. Please keep it")
SLIP_TAKEN_BACK = Text("凭条已收回本机", "The slip was taken back into the terminal")
SLIP_TAKEN_BACK_NEXT = Text(
    "很久没有人取，为保护您的信息，凭条已经收回。您可以补打一张，或记下编号",
    "It was not taken for a while and is kept safe inside. You can print it again, or note the number",
)
CENTRE_AWAY = Text("现在取不到您的证明", "Your certificate cannot be fetched now")
CENTRE_AWAY_BODY = Text(
    "与中心的连接暂时不通，没有产生任何费用或记录。", "The centre cannot be reached. Nothing was charged."
)
CENTRE_AWAY_NEXT = Text(
    "请过几分钟再试，或到窗口打印", "Please try again in some minutes, or print it at the window"
)
CENTRE_SAYS_NO = Text("中心没有开出这份证明", "The centre did not issue this certificate")
CENTRE_SAYS_NO_BODY = Text("没有查到可以打印的记录。", "No record was found to print.")
CENTRE_SAYS_NO_NEXT = Text(
    "请拨打 {phone}，或带身份证到窗口核对", "Please call {phone} or ask at the window with your ID card"
)
COPIES_SPENT = Text("今天的份数已经打完了", "You have had today's copies")
COPIES_SPENT_BODY = Text(
    "这份证明每天能打的份数有限，已经打印的都有效。", "Copies a day are limited. Those you have are valid."
)
COPIES_SPENT_NEXT = Text(
    "请明天再来，或带身份证到窗口打印", "Please come again tomorrow, or print it at the window"
)
SEAL_REFUSED = Text("这份证明的印章没有通过核验", "The seal of this certificate did not pass the check")
SEAL_REFUSED_BODY = Text(
    "为了不让您拿到无效的证明，这一份没有打印，也不算您的份数。",
    "It was not printed, so that you are not given an invalid paper, and it does not count as a copy.",
)
VOIDING = Text("正在作废这一份，请稍候", "Calling this copy void, please wait")
NOT_PRINTED = Text("证明没有打印完", "The certificate was not fully printed")
NOT_PRINTED_BODY = Text(
    "打印机没有确认打完，这一份已经作废。", "The printer did not confirm it. This copy is void."
)
NOT_PRINTED_NEXT = Text("请再试一次，或到窗口打印", "Please try again, or print it at the window")
SOMETHING_WRONG = Text("这项服务暂时中断了", "This service was interrupted")
SOMETHING_WRONG_BODY = Text(
    "很抱歉，刚才的办理没有完成。已经提交的申请不会丢。",
    "We are sorry, it was not finished. What was handed in is safe.",
)
SOMETHING_WRONG_NEXT = Text(
    "请回首页再试，或拨打 {phone}", "Please try again from the start, or call {phone}"
)

# The end.
ACCEPTED = Text("已经收到您的申请", "Your application has been received")
ACCEPTED_OFFLINE = Text("已经收好，联网后自动送出", "Safely kept. It is sent as soon as the network is back")
TAKE_SLIP = Text("请取走凭条，并保管好上面的编号", "Please take the slip and keep its number")
CERTIFICATE_READY = Text("证明已经打印好", "Your certificate is printed")
CERTIFICATE_PROVES_ITSELF = Text(
    "证明上有验证码和二维码，用证单位扫一扫就能核验", "Its code lets any office check that it is genuine"
)
TAKE_CERTIFICATE = Text("请取走证明", "Please take the certificate")
TAKE_PAPERS = Text("请取走证明和凭条", "Please take the certificate and the slip")
THANKS = Text("谢谢您，请慢走", "Thank you, take care")
TAKE_EVERYTHING = Text(
    "请带好身份证、材料和凭条。您的信息已从本机清除",
    "Please take your card and papers. Your data has been removed from this terminal",
)

# Why a service is closed, and where else it is open.
CLOSED_NO_READER = Text(
    "身份证读卡器维护中，请到窗口办理", "The card reader is out of order. Please use the window"
)
CLOSED_NO_SCANNER = Text("拍照扫描维护中，请到窗口办理", "The scanner is out of order. Please use the window")
CLOSED_NO_SLIP = Text(
    "凭条打印机缺纸或维护中，请到窗口办理", "The slip printer is out of order. Please use the window"
)
CLOSED_NO_A4 = Text("打印机缺纸或维护中，请到窗口打印", "The printer is out of order. Please use the window")
CLOSED_CHECKS = {
    "FACE": Text(
        "要核对人脸，本机没有这个功能，请到窗口办理", "This needs a face check. Please use the window"
    ),
    "VOICE": Text(
        "要核对声音，本机没有这个功能，请到窗口办理", "This needs a voice check. Please use the window"
    ),
}
CLOSED_CHECK = Text(
    "要做的一项核验本机没有，请到窗口办理", "This needs a check that is not done here. Please use the window"
)
CLOSED_NO_CENTRE = Text(
    "与中心的连接暂时不通，请稍后再来", "The centre cannot be reached. Please come back later"
)
CLOSED_PREPARING = Text("设备正在准备，请稍候", "The devices are getting ready. Please wait a moment")
CLOSED_NOT_ENROLLED = Text(
    "本机还没有启用，请到窗口办理", "This terminal is not in service yet. Please use the window"
)
CLOSED_BUSY = Text("设备正忙，请稍候", "The device is busy. Please wait a moment")
CLOSED_POST_ROOM = Text(
    "网络不通太久，本机暂时收不了新的申请，请到窗口办理",
    "This terminal cannot take more applications now. Please use the window",
)
CLOSED_CLOCK = Text(
    "本机时间不准，正在校对，请到窗口办理", "This terminal's clock is being set. Please use the window"
)
CLOSED_NO_MAINS = Text("停电了，本机暂停服务，请到窗口办理", "The power is off. Please use the window")
CLOSED_GUIDES_ONLY = Text("本机只查指南，请到窗口办理", "Guides only here. Please use the window")
WAY_TERMINAL = Text("附近的自助机：{}", "Another terminal: {}")
WAY_WINDOW = Text("地点：{}\n时间：{}", "Where: {}\nHours: {}")
WAY_PHONE = Text("电话：{phone}", "Phone: {phone}")

# While a citizen is here.
TROUBLE_TITLE = Text("先告诉您一声", "Something to know first")
TROUBLE_KEPT = Text(
    "您填的内容都还在。可以接着办，也可以到上面的地方办",
    "All you entered is still here. You may go on, or use one of the places above",
)
TROUBLE_GO_ON = Text("知道了，接着办", "Go on")
PICK_REGION = Text("点选地区", "Choose the region")
DROP_ROW = Text("去掉这一项吗？", "Remove this entry?")
DROP_ROW_NEXT = Text("去掉以后，这一项填的内容就没有了", "What you entered for it will be gone")
DROP = Text("去掉", "Remove")
KEEP = Text("留着", "Keep it")
NO_MAINS = Text("停电了，本次办理到这里为止", "The power is off; your visit ends here")
NO_MAINS_BODY = Text(
    "已经交上的申请不会丢。还没有交的内容，为保护您的信息，会从本机清除。",
    "What was handed in is safe. What was not is removed from this terminal, to protect your data.",
)
NO_MAINS_NEXT = Text(
    "请带好证件，到窗口办理，或拨打 {phone}", "Take your card, please use the window or call {phone}"
)

# Maintenance.
PIN_WRONG = Text("密码不对，请再输一次", "Wrong PIN. Please try again")
PIN_LOCKED = Text("输错次数太多，请 {seconds} 秒后再试", "Too many wrong tries. Try again in {seconds} s")


def both(sentence: Text, zh: dict[str, str], en: dict[str, str]) -> Text:
    """The sentence with {names} that are called differently in each language."""
    return Text(sentence.zh.format(**zh), sentence.en.format(**en))


def filled(sentence: Text, **values: str) -> Text:
    """The sentence with its {names} replaced in both languages."""
    return Text(sentence.zh.format(**values), sentence.en.format(**values))
