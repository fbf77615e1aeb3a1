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
    <name>Home</name>
    <message>
        <source>您好，请选择要办的事</source>
        <translation>Hello, what can we do for you?</translation>
    </message>
    <message>
        <source>点一下图片就开始，24 小时可办</source>
        <translation>Touch one to begin, open 24 hours</translation>
    </message>
    <message>
        <source>办事只要三步</source>
        <translation>Three easy steps</translation>
    </message>
    <message>
        <source>刷身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>填表签名</source>
        <translation>Fill in, sign</translation>
    </message>
    <message>
        <source>取走凭条</source>
        <translation>Take the slip</translation>
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
    <name>Notice</name>
    <message>
        <source>现在可以这样做</source>
        <translation>What you can do now</translation>
    </message>
</context>
<context>
    <name>Paged</name>
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
    <name>ReadGuide</name>
    <message>
        <source>开始办理</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>这件事现在不能在本机办理</source>
        <translation>Not possible on this machine now</translation>
    </message>
    <message>
        <source>指南版本 %1</source>
        <translation>Guide version %1</translation>
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
        <source>接下来</source>
        <translation>What comes next</translation>
    </message>
</context>
</TS>
