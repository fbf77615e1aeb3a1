<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ActionBar</name>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>回首页</source>
        <translation>Home</translation>
    </message>
</context>
<context>
    <name>AskedField</name>
    <message>
        <source>（选填）</source>
        <translation> (optional)</translation>
    </message>
    <message>
        <source>元</source>
        <translation>yuan</translation>
    </message>
    <message>
        <source>点选日期</source>
        <translation>Pick the date</translation>
    </message>
    <message>
        <source>选地区</source>
        <translation>Choose the region</translation>
    </message>
    <message>
        <source>换地区</source>
        <translation>Change the region</translation>
    </message>
    <message>
        <source>我已看过，同意这样承诺</source>
        <translation>I have read this and agree</translation>
    </message>
</context>
<context>
    <name>Attract</name>
    <message>
        <source>请触摸屏幕开始办理</source>
        <translation>Touch the screen to begin</translation>
    </message>
    <message>
        <source>24 小时自助办理</source>
        <translation>Self-service, 24 hours</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>两个箭头移动光标</source>
        <translation>The two arrows move the cursor</translation>
    </message>
    <message>
        <source>光标向左</source>
        <translation>Cursor left</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>光标向右</source>
        <translation>Cursor right</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>更多字</source>
        <translation>More characters</translation>
    </message>
</context>
<context>
    <name>CheckScan</name>
    <message>
        <source>请看一看：字清楚吗？四个角都在吗？</source>
        <translation>Can you read it? Are all four corners there?</translation>
    </message>
    <message>
        <source>重新拍摄</source>
        <translation>Retake</translation>
    </message>
    <message>
        <source>重拍这页</source>
        <translation>Retake</translation>
    </message>
    <message>
        <source>使用这张</source>
        <translation>Use this one</translation>
    </message>
    <message>
        <source>使用这 %1 页</source>
        <translation>Use all %1 pages</translation>
    </message>
    <message>
        <source>刚才拍的照片</source>
        <translation>The picture just taken</translation>
    </message>
    <message>
        <source>转一下方向</source>
        <translation>Turn it</translation>
    </message>
    <message>
        <source>再拍一页</source>
        <translation>Add a page</translation>
    </message>
    <message>
        <source>往前挪一页</source>
        <translation>Move forward</translation>
    </message>
    <message>
        <source>删掉这页</source>
        <translation>Remove this page</translation>
    </message>
</context>
<context>
    <name>CodePad</name>
    <message>
        <source>字母和数字键盘</source>
        <translation>Letters and digits</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>请核对，提交后就不能改了</source>
        <translation>Please check. You cannot change it after submitting</translation>
    </message>
    <message>
        <source>返回修改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>确认提交</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>看下一页</source>
        <translation>Next page</translation>
    </message>
</context>
<context>
    <name>EnterCode</name>
    <message>
        <source>接着办</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>重新填</source>
        <translation>Begin again</translation>
    </message>
    <message>
        <source>还没有输入号码</source>
        <translation>No digits yet</translation>
    </message>
</context>
<context>
    <name>EnterNumber</name>
    <message>
        <source>请输入凭条上的编号</source>
        <translation>Enter the number of your slip</translation>
    </message>
    <message>
        <source>先输办理编号，再输六位查询密码</source>
        <translation>First the number, then the six signs of the query code</translation>
    </message>
    <message>
        <source>查询</source>
        <translation>Look up</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>办理编号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>查询密码</source>
        <translation>Query code</translation>
    </message>
</context>
<context>
    <name>EnterPin</name>
    <message>
        <source>请输入维护密码</source>
        <translation>Enter the maintenance PIN</translation>
    </message>
    <message>
        <source>仅限维护人员使用</source>
        <translation>For maintenance staff only</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>Farewell</name>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>带好身份证</source>
        <translation>Take your ID card</translation>
    </message>
    <message>
        <source>带好凭条</source>
        <translation>Take your slip</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>FillForm</name>
    <message>
        <source>有 %1 项要改，请看标出来的地方</source>
        <translation>Please correct the marked places: %1</translation>
    </message>
    <message>
        <source>请核对，再把空着的填好</source>
        <translation>Please check, and fill in what is empty</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>填好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>第 %1 部分，共 %2 部分</source>
        <translation>Part %1 of %2</translation>
    </message>
</context>
<context>
    <name>FindCase</name>
    <message>
        <source>查办件进度、预约</source>
        <translation>My cases and bookings</translation>
    </message>
    <message>
        <source>放上身份证，或者把凭条上的二维码对准扫码口</source>
        <translation>Lay your ID card, or show the code of your slip to the scanner</translation>
    </message>
    <message>
        <source>请把身份证放在读卡区</source>
        <translation>Lay your ID card on the reader</translation>
    </message>
    <message>
        <source>读卡区</source>
        <translation>Card reader</translation>
    </message>
    <message>
        <source>有凭条的，不用身份证</source>
        <translation>With a slip you need no card</translation>
    </message>
    <message>
        <source>把凭条上的二维码对准扫码口，就能看到这一件办到哪里了</source>
        <translation>Show its code to the scanner to see where that case stands</translation>
    </message>
    <message>
        <source>都没带，输入编号查</source>
        <translation>Neither here? Enter the number</translation>
    </message>
    <message>
        <source>用凭条上的办理编号和查询密码</source>
        <translation>Number and query code stand on the slip</translation>
    </message>
    <message>
        <source>您的信息只用于本次办事，离开后立即清除</source>
        <translation>Your data is used for this visit only, then deleted</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>再听一遍</source>
        <translation>Hear it again</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>普通版</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>长辈版</source>
        <translation>Large print</translation>
    </message>
    <message>
        <source>显示与帮助</source>
        <translation>Display and help</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>显示与帮助</source>
        <translation>Display and help</translation>
    </message>
    <message>
        <source>长辈版</source>
        <translation>Large print</translation>
    </message>
    <message>
        <source>字更大，话更简单，时间更长</source>
        <translation>Larger print, plainer words, more time</translation>
    </message>
    <message>
        <source>高对比度</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>黑底白字，看得更清楚</source>
        <translation>White on black, easier to see</translation>
    </message>
    <message>
        <source>低位操作</source>
        <translation>Low controls</translation>
    </message>
    <message>
        <source>按钮都移到下面，坐着也够得到</source>
        <translation>All buttons move down, within reach when seated</translation>
    </message>
    <message>
        <source>左手操作</source>
        <translation>Left hand</translation>
    </message>
    <message>
        <source>主要按钮放在左边</source>
        <translation>The main button stands left</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>把每一页念给您听</source>
        <translation>Every page is read to you</translation>
    </message>
    <message>
        <source>再听一遍</source>
        <translation>Hear it again</translation>
    </message>
    <message>
        <source>继续念</source>
        <translation>Go on reading</translation>
    </message>
    <message>
        <source>停一停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>小声点</source>
        <translation>Softer</translation>
    </message>
    <message>
        <source>大声点</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>您好，请选择要办的事</source>
        <translation>Hello, what can we do for you?</translation>
    </message>
    <message>
        <source>共 %1 项服务，24 小时可办</source>
        <translation>%1 services, day and night</translation>
    </message>
    <message>
        <source>正在取服务清单，请稍候</source>
        <translation>Fetching the list of services, please wait</translation>
    </message>
    <message>
        <source>您的信息只用于本次办事，离开后立即清除</source>
        <translation>Your data is used for this visit only, then deleted</translation>
    </message>
</context>
<context>
    <name>IdleSheet</name>
    <message>
        <source>您还在办理吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>%1 秒</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>时间到后，为保护您的信息，页面上的内容会清除</source>
        <translation>When the time is up, this page is cleared to protect you</translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>键盘</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>拼音</source>
        <translation>Pinyin</translation>
    </message>
    <message>
        <source>笔画</source>
        <translation>Strokes</translation>
    </message>
    <message>
        <source>英文</source>
        <translation>ABC</translation>
    </message>
    <message>
        <source>符号</source>
        <translation>?!，</translation>
    </message>
    <message>
        <source>大写</source>
        <translation>Capital</translation>
    </message>
    <message>
        <source>分词</source>
        <translation>Split</translation>
    </message>
    <message>
        <source>不清楚的一笔</source>
        <translation>Not sure of this stroke</translation>
    </message>
    <message>
        <source>横</source>
        <translation>Across</translation>
    </message>
    <message>
        <source>竖</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>撇</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>点、捺</source>
        <translation>Dot, right</translation>
    </message>
    <message>
        <source>折</source>
        <translation>Turn</translation>
    </message>
</context>
<context>
    <name>Maintenance</name>
    <message>
        <source>维护</source>
        <translation>Maintenance</translation>
    </message>
    <message>
        <source>刷新</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>退出维护</source>
        <translation>Leave maintenance</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>待发件</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>用U盘送到中心</source>
        <translation>Carry to the centre by USB stick</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>This terminal</translation>
    </message>
    <message>
        <source>重新启动程序</source>
        <translation>Restart the program</translation>
    </message>
</context>
<context>
    <name>Materials</name>
    <message>
        <source>材料齐了，下一步</source>
        <translation>All there, go on</translation>
    </message>
    <message>
        <source>交下一样</source>
        <translation>Hand in the next</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>现在可以这样做</source>
        <translation>What you can do now</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>数字键盘</source>
        <translation>Number pad</translation>
    </message>
    <message>
        <source>小数点</source>
        <translation>Decimal point</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>PageTurner</name>
    <message>
        <source>上一页</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>第 %1 页，共 %2 页</source>
        <translation>Page %1 of %2</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>PaperPicture</name>
    <message>
        <source>把材料平放在摄像头下面</source>
        <translation>Lay the paper flat under the camera</translation>
    </message>
</context>
<context>
    <name>Pick</name>
    <message>
        <source>点一下</source>
        <translation>Touch one</translation>
    </message>
    <message>
        <source>已选：%1</source>
        <translation>So far: %1</translation>
    </message>
    <message>
        <source>选到这里就好</source>
        <translation>This is enough</translation>
    </message>
</context>
<context>
    <name>PinDots</name>
    <message>
        <source>已输入 %1 位</source>
        <translation>%1 digits entered</translation>
    </message>
</context>
<context>
    <name>PresentCard</name>
    <message>
        <source>正在读身份证</source>
        <translation>Reading your ID card</translation>
    </message>
    <message>
        <source>请把身份证放在读卡区</source>
        <translation>Lay your ID card on the reader</translation>
    </message>
    <message>
        <source>请不要拿开，马上就好</source>
        <translation>Please leave it there, almost done</translation>
    </message>
    <message>
        <source>照片面朝上，放平后请不要移动</source>
        <translation>Photo side up, flat, and do not move it</translation>
    </message>
    <message>
        <source>读卡区</source>
        <translation>Card reader</translation>
    </message>
    <message>
        <source>您的信息只用于本次办事，离开后立即清除</source>
        <translation>Your data is used for this visit only, then deleted</translation>
    </message>
</context>
<context>
    <name>Rate</name>
    <message>
        <source>全国一体化在线政务服务平台“好差评”</source>
        <translation>National Online Government Services: Rate This Service</translation>
    </message>
    <message>
        <source>这次办事，您觉得怎么样？评不评由您决定</source>
        <translation>How was it today? Rating is up to you</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>提交评价</source>
        <translation>Submit rating</translation>
    </message>
    <message>
        <source>请告诉我们哪里不好（至少选一项）</source>
        <translation>Please tell us what was wrong (choose at least one)</translation>
    </message>
    <message>
        <source>好在哪里？（可以不选）</source>
        <translation>Why? (you need not choose)</translation>
    </message>
</context>
<context>
    <name>ReadGuide</name>
    <message>
        <source>开始办理</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>给部门留言</source>
        <translation>Leave a request</translation>
    </message>
    <message>
        <source>这件事现在不能在本机办理</source>
        <translation>Not possible on this machine now</translation>
    </message>
    <message>
        <source>指南版本 %1</source>
        <translation>Guide version %1</translation>
    </message>
    <message>
        <source>带走指南</source>
        <translation>Take away</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>把材料放在摄像头下面，对准四个角</source>
        <translation>Lay the paper under the camera, inside the corners</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take picture</translation>
    </message>
    <message>
        <source>摄像头画面</source>
        <translation>Camera picture</translation>
    </message>
    <message>
        <source>摄像头正在准备，请稍候</source>
        <translation>The camera is starting, please wait</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>要办什么？打字找</source>
        <translation>What do you need?</translation>
    </message>
    <message>
        <source>例如：社保，shebao 或者 sb</source>
        <translation>Such as 社保, shebao or sb</translation>
    </message>
    <message>
        <source>看找到的 %1 项</source>
        <translation>See the %1 found</translation>
    </message>
    <message>
        <source>没有找到，换个说法试试</source>
        <translation>Nothing found. Try other words</translation>
    </message>
    <message>
        <source>没有找到。换个说法试试，或者回首页按类别找；也可以问现场的工作人员。</source>
        <translation>Nothing found. Try another word, choose by theme on the home page, or ask the staff.</translation>
    </message>
</context>
<context>
    <name>SearchButton</name>
    <message>
        <source>搜一搜：社保证明、居住证、换驾照……</source>
        <translation>Search: insurance proof, driving licence …</translation>
    </message>
</context>
<context>
    <name>ShowBooking</name>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>取消预约</source>
        <translation>Cancel the booking</translation>
    </message>
</context>
<context>
    <name>ShowCase</name>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>现在补正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>ShowCode</name>
    <message>
        <source>请出示电子营业执照</source>
        <translation>Show the e-licence of your company</translation>
    </message>
    <message>
        <source>手机打开电子营业执照，把二维码对准扫码口</source>
        <translation>Open the e-licence on your phone and hold its code before the scanner</translation>
    </message>
    <message>
        <source>输入代码</source>
        <translation>Type the code</translation>
    </message>
    <message>
        <source>您的信息只用于本次办事，离开后立即清除</source>
        <translation>Your data is used for this visit only, then deleted</translation>
    </message>
</context>
<context>
    <name>ShowCodes</name>
    <message>
        <source>用手机扫一扫，看怎样办、在哪里办</source>
        <translation>Scan one with your phone</translation>
    </message>
    <message>
        <source>打印这份清单</source>
        <translation>Print the list</translation>
    </message>
</context>
<context>
    <name>ShowPaper</name>
    <message>
        <source>打印出来就是这个样子</source>
        <translation>This is how it comes out of the printer</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
</context>
<context>
    <name>Sign</name>
    <message>
        <source>请阅读后签名</source>
        <translation>Please read, then sign</translation>
    </message>
    <message>
        <source>用手指在白框里写上您的名字</source>
        <translation>Write your name in the white box with your finger</translation>
    </message>
    <message>
        <source>签好了</source>
        <translation>I have signed</translation>
    </message>
    <message>
        <source>看完了，去签名</source>
        <translation>I have read it, sign</translation>
    </message>
    <message>
        <source>看下一页</source>
        <translation>Next page</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>签名</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>请在这里签名</source>
        <translation>Please sign here</translation>
    </message>
    <message>
        <source>签名区</source>
        <translation>Signature pad</translation>
    </message>
    <message>
        <source>按键签名</source>
        <translation>Sign by key</translation>
    </message>
    <message>
        <source>清除重写</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>SwitchRow</name>
    <message>
        <source>开</source>
        <translation>On</translation>
    </message>
    <message>
        <source>关</source>
        <translation>Off</translation>
    </message>
</context>
<context>
    <name>TableRows</name>
    <message>
        <source>修改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>去掉</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>再添加一项</source>
        <translation>Add another</translation>
    </message>
    <message>
        <source>添加一项</source>
        <translation>Add one</translation>
    </message>
</context>
<context>
    <name>TakeGuide</name>
    <message>
        <source>带走这份办事指南，不用刷身份证</source>
        <translation>Take this guide with you, no ID card needed</translation>
    </message>
    <message>
        <source>打印 A4 指南</source>
        <translation>Print on A4</translation>
    </message>
    <message>
        <source>指南的二维码</source>
        <translation>Code of the guide</translation>
    </message>
    <message>
        <source>用手机扫一扫，看同一份指南</source>
        <translation>Scan it with your phone to read the same guide</translation>
    </message>
    <message>
        <source>打印机现在不能打印，请用手机扫码，或者到窗口索取。</source>
        <translation>The printer is not ready. Please scan the code, or ask at the counter.</translation>
    </message>
</context>
<context>
    <name>TakeSlip</name>
    <message>
        <source>请取走凭条</source>
        <translation>Please take your slip</translation>
    </message>
    <message>
        <source>请记下您的编号</source>
        <translation>Please note your number</translation>
    </message>
    <message>
        <source>我已取走</source>
        <translation>I have it</translation>
    </message>
    <message>
        <source>我已记下</source>
        <translation>I noted it</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>补打一张</source>
        <translation>Print it again</translation>
    </message>
    <message>
        <source>凭条没有打印出来</source>
        <translation>The slip was not printed</translation>
    </message>
    <message>
        <source>您的办理不受影响。请用纸笔或手机拍照记下下面的编号。</source>
        <translation>Your case is safe. Please write down the number below or take a photo of it.</translation>
    </message>
    <message>
        <source>办理编号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>也可以用手机扫一扫，把编号存到手机里</source>
        <translation>Or scan it with your phone to keep the number there</translation>
    </message>
    <message>
        <source>接下来</source>
        <translation>What comes next</translation>
    </message>
</context>
<context>
    <name>TextEntry</name>
    <message>
        <source>点这里填写</source>
        <translation>Touch here to write</translation>
    </message>
    <message>
        <source>请填写</source>
        <translation>Please fill in</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>暂停办理</source>
        <translation>Closed for now</translation>
    </message>
</context>
<context>
    <name>ValueBox</name>
    <message>
        <source>请填写</source>
        <translation>to be filled in</translation>
    </message>
    <message>
        <source>点这里填写</source>
        <translation>Touch to fill in</translation>
    </message>
</context>
</TS>
