<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>AroundCard</name>
    <message>
        <source>Screen and start</source>
        <translation>Màn hình và khởi động</translation>
    </message>
    <message>
        <source>The program fills the screen</source>
        <translation>Chương trình chiếm cả màn hình</translation>
    </message>
    <message>
        <source>Only a supervisor&apos;s PIN closes it.</source>
        <translation>Chỉ PIN của người phụ trách mới đóng được.</translation>
    </message>
    <message>
        <source>A second display for visitors</source>
        <translation>Màn hình thứ hai cho khách xem</translation>
    </message>
    <message>
        <source>What is recorded of them, and why. On a single display: {key}.</source>
        <translation>Ghi những gì về khách, để làm gì. Chỉ có một màn hình: {key}.</translation>
    </message>
    <message>
        <source>Start with the computer</source>
        <translation>Tự mở khi bật máy</translation>
    </message>
    <message>
        <source>As soon as somebody logs in on it.</source>
        <translation>Ngay khi có người đăng nhập vào máy.</translation>
    </message>
</context>
<context>
    <name>AskBar</name>
    <message>
        <source>Please fill this in</source>
        <translation>Hãy điền vào đây</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>It is kept in the access log</source>
        <translation>Được ghi vào nhật ký truy cập</translation>
    </message>
    <message>
        <source>Second person&apos;s PIN</source>
        <translation>Mã PIN của người thứ hai</translation>
    </message>
    <message>
        <source>Of somebody else of the staff</source>
        <translation>Của một nhân viên khác</translation>
    </message>
    <message>
        <source>Leave it  {key}</source>
        <translation>Thôi  {key}</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Thôi</translation>
    </message>
</context>
<context>
    <name>BalanceLine</name>
    <message>
        <source>recorded</source>
        <translation>ghi nhận</translation>
    </message>
    <message>
        <source>received</source>
        <translation>đã nhận</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>trùng</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>chờ gửi</translation>
    </message>
    <message>
        <source>to fix</source>
        <translation>cần sửa</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>đã huỷ</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Đối chiếu số liệu</translation>
    </message>
</context>
<context>
    <name>Booklet</name>
    <message>
        <source>Manual of the checkpoint</source>
        <translation>Hướng dẫn sử dụng chốt kiểm soát</translation>
    </message>
    <message>
        <source>Version {version} · Health hotline 19009095</source>
        <translation>Phiên bản {version} · Đường dây nóng y tế 19009095</translation>
    </message>
</context>
<context>
    <name>CameraChoice</name>
    <message>
        <source>Camera {number}</source>
        <translation>Máy quay {number}</translation>
    </message>
    <message>
        <source>Camera {name}: not plugged in</source>
        <translation>Máy quay {name}: chưa cắm</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Không dùng máy quay</translation>
    </message>
    <message>
        <source>Another source…</source>
        <translation>Nguồn khác…</translation>
    </message>
</context>
<context>
    <name>CameraStep</name>
    <message>
        <source>Camera</source>
        <translation>Máy quay</translation>
    </message>
    <message>
        <source>Hold any code up, or scan one: nothing is recorded yet.</source>
        <translation>Đưa mã bất kỳ vào máy quay, hoặc quét thử: chưa ghi gì cả.</translation>
    </message>
    <message>
        <source>The scanner works: {what}. Nothing was recorded.</source>
        <translation>Máy quét tốt: {what}. Chưa ghi gì cả.</translation>
    </message>
    <message>
        <source>The camera reads: {what}. Nothing was recorded.</source>
        <translation>Máy quay đọc được: {what}. Chưa ghi gì cả.</translation>
    </message>
    <message>
        <source>The picture must be sharp at a hand&apos;s width. A scanner works as well, or nothing at all: then everybody is typed in.</source>
        <translation>Hình phải nét ở cách một gang tay. Dùng máy quét cũng được; không có cả hai thì nhập tay.</translation>
    </message>
    <message>
        <source>Another source</source>
        <translation>Nguồn khác</translation>
    </message>
    <message>
        <source>A file, a folder, or the address of a network camera</source>
        <translation>Tệp, thư mục, hoặc địa chỉ máy quay mạng</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Xem lại</translation>
    </message>
    <message>
        <source>Look for cameras again</source>
        <translation>Tìm lại máy quay</translation>
    </message>
</context>
<context>
    <name>CameraView</name>
    <message>
        <source>Starting the camera…</source>
        <translation>Đang bật máy quay…</translation>
    </message>
    <message>
        <source>Check the cable. Trying again by itself. Until then: {key}, by hand</source>
        <translation>Kiểm tra dây cắm. Máy đang tự thử lại. Trong lúc chờ: nhập tay, phím {key}</translation>
    </message>
    <message>
        <source>Camera lost</source>
        <translation>Mất máy quay</translation>
    </message>
    <message>
        <source>The picture stands still</source>
        <translation>Hình đứng yên</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Không có hình</translation>
    </message>
    <message>
        <source>The recording is over</source>
        <translation>Đoạn phim đã hết</translation>
    </message>
    <message>
        <source>No camera chosen</source>
        <translation>Chưa chọn máy quay</translation>
    </message>
    <message>
        <source>Choose one in Settings. Until then: {key}, by hand</source>
        <translation>Chọn trong Cài đặt. Trong lúc chờ: nhập tay, phím {key}</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Hình từ máy quay</translation>
    </message>
</context>
<context>
    <name>CandidateBar</name>
    <message>
        <source>Who it may be</source>
        <translation>Có thể là ai</translation>
    </message>
    <message>
        <source>Is it:</source>
        <translation>Có phải:</translation>
    </message>
</context>
<context>
    <name>CheckScreen</name>
    <message>
        <source>look at it</source>
        <translation>cần xem</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>To look at: {names}</source>
        <translation>Cần xem: {names}</translation>
    </message>
    <message>
        <source>All is ready</source>
        <translation>Mọi thứ sẵn sàng</translation>
    </message>
    <message>
        <source>Before the shift, look at: {names}. {key}</source>
        <translation>Đầu ca cần xem: {names}. {key}</translation>
    </message>
    <message>
        <source>Checked before the shift: all is ready</source>
        <translation>Đã kiểm tra đầu ca: mọi thứ sẵn sàng</translation>
    </message>
    <message>
        <source>Taken over from {name}, since {time}</source>
        <translation>Nhận ca từ {name}, từ {time}</translation>
    </message>
    <message>
        <source>{count} recorded (in {entries}, out {exits})</source>
        <translation>ghi {count} lượt (vào {entries}, ra {exits})</translation>
    </message>
    <message>
        <source>{count} voided</source>
        <translation>huỷ {count}</translation>
    </message>
    <message>
        <source>{count} inside</source>
        <translation>{count} người ở trong</translation>
    </message>
    <message>
        <source>{count} for too long</source>
        <translation>{count} người ở quá lâu</translation>
    </message>
    <message>
        <source>{count} not sent</source>
        <translation>{count} chưa gửi</translation>
    </message>
    <message>
        <source>{count} to do, {key}</source>
        <translation>{count} việc cần xử lý, {key}</translation>
    </message>
    <message>
        <source>{count} rows to type</source>
        <translation>{count} dòng chưa nhập</translation>
    </message>
    <message>
        <source>Check before the shift</source>
        <translation>Kiểm tra đầu ca</translation>
    </message>
    <message>
        <source>Look again  {key}</source>
        <translation>Kiểm tra lại  {key}</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Kiểm tra lại</translation>
    </message>
    <message>
        <source>To the gate  Enter</source>
        <translation>Ra màn hình quét  Enter</translation>
    </message>
    <message>
        <source>To the gate</source>
        <translation>Ra màn hình quét</translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>Record  {key}</source>
        <translation>Ghi lượt  {key}</translation>
    </message>
    <message>
        <source>Record the passage of {name}</source>
        <translation>Ghi lượt của {name}</translation>
    </message>
</context>
<context>
    <name>CodePicture</name>
    <message>
        <source>A sample code</source>
        <translation>Mã mẫu</translation>
    </message>
</context>
<context>
    <name>CorrectCard</name>
    <message>
        <source>Correct</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>What is left empty stays as it is; “-” takes the old value away. The old wording stays on record, the hub gets the new one.</source>
        <translation>Ô để trống thì giữ nguyên; gõ “-” để bỏ giá trị cũ. Bản cũ vẫn ở trong sổ, bản mới gửi lên máy chủ.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>Số giấy tờ</translation>
    </message>
    <message>
        <source>Insurance number</source>
        <translation>Số thẻ BHYT</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Date or year of birth</source>
        <translation>Ngày hoặc năm sinh</translation>
    </message>
    <message>
        <source>Correct it  {key}</source>
        <translation>Sửa  {key}</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>Sửa</translation>
    </message>
</context>
<context>
    <name>DaySheet</name>
    <message>
        <source>Day sheet of passages</source>
        <translation>Bảng tổng hợp lượt vào ra</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Vào</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Ra</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Tổng lượt</translation>
    </message>
    <message>
        <source>With a warning</source>
        <translation>Cần xem lại</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Đã huỷ</translation>
    </message>
    <message>
        <source>How they were recorded</source>
        <translation>Cách ghi nhận</translation>
    </message>
    <message>
        <source>Who passed</source>
        <translation>Đối tượng</translation>
    </message>
    <message>
        <source>Numbers as of {time}, {date}</source>
        <translation>Số liệu chốt lúc {time}, {date}</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Theo giờ</translation>
    </message>
    <message>
        <source>Balance of this station</source>
        <translation>Đối chiếu số liệu của trạm</translation>
    </message>
    <message>
        <source>Shift leader (name and signature)</source>
        <translation>Trưởng ca (ký, ghi rõ họ tên)</translation>
    </message>
    <message>
        <source>Station {id}</source>
        <translation>Trạm {id}</translation>
    </message>
</context>
<context>
    <name>DeliveryScreen</name>
    <message>
        <source>INSIDE since {time}</source>
        <translation>ĐANG Ở TRONG từ {time}</translation>
    </message>
    <message>
        <source>Inside since {time}</source>
        <translation>Đang ở trong từ {time}</translation>
    </message>
    <message>
        <source>Write a plate, a phone number or a name</source>
        <translation>Ghi biển số, số điện thoại hoặc tên</translation>
    </message>
    <message>
        <source>They have left already; nothing was recorded twice.</source>
        <translation>Người này đã ra rồi; không ghi trùng.</translation>
    </message>
    <message>
        <source>Recorded: {name} · {direction} {time}</source>
        <translation>Đã ghi: {name} · {direction} {time}</translation>
    </message>
    <message>
        <source>Cleared. Esc once more brings it back.</source>
        <translation>Đã xoá trắng. Bấm Esc lần nữa để lấy lại.</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Giao hàng</translation>
    </message>
    <message>
        <source>Three letters of plate, phone or name find who came before</source>
        <translation>Gõ ba ký tự của biển số, điện thoại hoặc tên để tìm người đã đến</translation>
    </message>
    <message>
        <source>{key}: the same as last time</source>
        <translation>{key}: ghi y như lần trước</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>Biển số</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Người giao</translation>
    </message>
    <message>
        <source>Firm or sender</source>
        <translation>Hãng hoặc người gửi</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Giao đến</translation>
    </message>
    <message>
        <source>↓ shows earlier ones</source>
        <translation>Bấm ↓ xem nơi đã giao</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Hàng</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Chiều</translation>
    </message>
    <message>
        <source>Save  {key}</source>
        <translation>Lưu  {key}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Clear  Esc</source>
        <translation>Xoá trắng  Esc</translation>
    </message>
    <message>
        <source>Clear, kept as a draft</source>
        <translation>Xoá trắng, giữ bản nháp</translation>
    </message>
    <message>
        <source>Goes out  Enter</source>
        <translation>Ghi ra  Enter</translation>
    </message>
    <message>
        <source>The marked one goes out</source>
        <translation>Ghi ra cho người đang chọn</translation>
    </message>
    <message>
        <source>UNDER WAY: {count}</source>
        <translation>ĐANG GIAO: {count}</translation>
    </message>
    <message>
        <source>TOO LONG: {count}</source>
        <translation>QUÁ LÂU: {count}</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>The passage stays recorded as it was scanned. {why}</source>
        <translation>Lượt này vẫn giữ như đã quét. {why}</translation>
    </message>
    <message>
        <source>Nothing to take back since the station was opened.</source>
        <translation>Từ lúc mở trạm chưa có lượt nào để huỷ.</translation>
    </message>
    <message>
        <source>Taken back: {name}. It stays on record as voided.</source>
        <translation>Đã huỷ lượt: {name}. Lượt này vẫn lưu trong sổ, ghi là đã huỷ.</translation>
    </message>
    <message>
        <source>A form was not saved before the program ended: {key}</source>
        <translation>Có tờ khai chưa lưu trước khi chương trình tắt: {key}</translation>
    </message>
</context>
<context>
    <name>DiagnosticsScreen</name>
    <message>
        <source>{count} lines copied</source>
        <translation>Đã chép {count} dòng</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Đã lưu: {file}</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Không ghi được tệp vào chỗ đó.</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Chẩn đoán</translation>
    </message>
    <message>
        <source>One file for whoever helps from afar · version {version}</source>
        <translation>Một tệp cho người hỗ trợ từ xa · phiên bản {version}</translation>
    </message>
    <message>
        <source>Versions, devices, states, counts and the last troubles. No names, no numbers of people, no addresses: it may be sent by any way.</source>
        <translation>Phiên bản, thiết bị, tình trạng, số đếm và lỗi gần đây. Không có tên, số của ai, không có địa chỉ: gửi cách nào cũng được.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Enter saves it</source>
        <translation>Enter để lưu</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Save the diagnostics</source>
        <translation>Lưu tệp chẩn đoán</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
</context>
<context>
    <name>DirectionBar</name>
    <message>
        <source>Direction</source>
        <translation>Chiều</translation>
    </message>
    <message>
        <source>Direction: {mode}, key {key}</source>
        <translation>Chiều {mode}, phím {key}</translation>
    </message>
</context>
<context>
    <name>ExitStrip</name>
    <message>
        <source>Close the program</source>
        <translation>Đóng chương trình</translation>
    </message>
    <message>
        <source>Only a supervisor closes this program. The gate goes on.</source>
        <translation>Chỉ người phụ trách mới đóng được chương trình. Cổng vẫn ghi tiếp.</translation>
    </message>
    <message>
        <source>Supervisor&apos;s PIN or passphrase</source>
        <translation>PIN hoặc câu mật khẩu của người phụ trách</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Go on  {key}</source>
        <translation>Tiếp tục  {key}</translation>
    </message>
    <message>
        <source>Do not close the program</source>
        <translation>Không đóng chương trình</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose a file</source>
        <translation>Chọn tệp</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Mọi tệp</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Chọn…</translation>
    </message>
    <message>
        <source>Choose a file: {what}</source>
        <translation>Chọn tệp: {what}</translation>
    </message>
</context>
<context>
    <name>FirstRunScreen</name>
    <message>
        <source>Setting the station up…</source>
        <translation>Đang cài đặt trạm…</translation>
    </message>
    <message>
        <source>Printed.</source>
        <translation>Đã in.</translation>
    </message>
    <message>
        <source>First start</source>
        <translation>Cài đặt lần đầu</translation>
    </message>
    <message>
        <source>A new checkpoint</source>
        <translation>Chốt kiểm soát mới</translation>
    </message>
    <message>
        <source>Step {place} of {count} · {title}</source>
        <translation>Bước {place}/{count} · {title}</translation>
    </message>
    <message>
        <source>Go on  {key}</source>
        <translation>Tiếp tục  {key}</translation>
    </message>
    <message>
        <source>Back  {key}</source>
        <translation>Quay lại  {key}</translation>
    </message>
    <message>
        <source>Open the gate</source>
        <translation>Bắt đầu trực cổng</translation>
    </message>
</context>
<context>
    <name>ForgottenScreen</name>
    <message>
        <source>Please fill this in</source>
        <translation>Hãy điền vào đây</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>Forgotten PIN</source>
        <translation>Quên mã PIN</translation>
    </message>
    <message>
        <source>With the recovery code the first supervisor gets a new PIN; whoever else forgot theirs gets one from a supervisor.</source>
        <translation>Mã khôi phục cho người phụ trách đầu tiên một mã PIN mới; người khác quên thì xin người phụ trách đặt lại.</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>Seven groups of letters and digits, on paper</source>
        <translation>Bảy nhóm chữ và số, đã chép trên giấy</translation>
    </message>
    <message>
        <source>Back  {key}</source>
        <translation>Quay lại  {key}</translation>
    </message>
    <message>
        <source>Back to the lock</source>
        <translation>Về màn hình khoá</translation>
    </message>
    <message>
        <source>Set the new PIN</source>
        <translation>Đặt mã PIN mới</translation>
    </message>
</context>
<context>
    <name>FormScreen</name>
    <message>
        <source>Not a year of birth</source>
        <translation>Năm sinh không đúng</translation>
    </message>
    <message>
        <source>Write 14:05</source>
        <translation>Ghi 14:05</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hôm qua</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Không phải số</translation>
    </message>
    <message>
        <source>Typed before</source>
        <translation>Đã nhập</translation>
    </message>
    <message>
        <source>All rows are typed</source>
        <translation>Đã nhập đủ các dòng</translation>
    </message>
    <message>
        <source>To type: {rows}</source>
        <translation>Còn dòng: {rows}</translation>
    </message>
    <message>
        <source>Write a name, an ID number or a phone number</source>
        <translation>Cần họ tên, số giấy tờ hoặc số điện thoại</translation>
    </message>
    <message>
        <source>Recorded: {name} · {direction} {time}</source>
        <translation>Đã ghi: {name} · {direction} {time}</translation>
    </message>
    <message>
        <source>Not saved before the program ended. Save it, or Esc clears it.</source>
        <translation>Chưa lưu trước khi chương trình tắt. Lưu lại, hoặc Esc để xoá trắng.</translation>
    </message>
    <message>
        <source>Cleared. Esc once more brings it back.</source>
        <translation>Đã xoá trắng. Bấm Esc lần nữa để lấy lại.</translation>
    </message>
    <message>
        <source>This row is not saved yet. Save or clear it, then show the sheet again.</source>
        <translation>Dòng đang nhập chưa lưu. Lưu hoặc xoá trắng, rồi đưa lại tờ khai.</translation>
    </message>
    <message>
        <source>Sheet {sheet}: type row {row} in.</source>
        <translation>Tờ {sheet}: nhập dòng {row}.</translation>
    </message>
    <message>
        <source>Before: sheet {sheet}, row {row}.</source>
        <translation>Trước đó: tờ {sheet}, dòng {row}.</translation>
    </message>
    <message>
        <source>Paper form</source>
        <translation>Tờ khai</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Two letters find people who were here before</source>
        <translation>Gõ hai chữ để tìm người đã từng qua cổng</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>Năm sinh</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Giới tính</translation>
    </message>
    <message>
        <source>ID card number</source>
        <translation>Số CCCD / CMND / hộ chiếu</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Who is it</source>
        <translation>Đối tượng</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Chiều</translation>
    </message>
    <message>
        <source>Paper time</source>
        <translation>Giờ trên giấy</translation>
    </message>
    <message>
        <source>Enter: next field  ·  0: no to the rest  ·  Esc: clear, kept</source>
        <translation>Enter: ô kế  ·  0: Không cho các câu sau  ·  Esc: xoá, giữ nháp</translation>
    </message>
    <message>
        <source>Empty: now</source>
        <translation>Trống: bây giờ</translation>
    </message>
    <message>
        <source>Why no code</source>
        <translation>Lý do không quét mã</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Số tờ</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Guided by</source>
        <translation>Người hướng dẫn</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Declared by somebody else for this person</source>
        <translation>Khai hộ</translation>
    </message>
    <message>
        <source>Has read the notice and agrees</source>
        <translation>Đã đọc thông báo, đồng ý</translation>
    </message>
    <message>
        <source>Save  {key}</source>
        <translation>Lưu  {key}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Clear  Esc</source>
        <translation>Xoá trắng  Esc</translation>
    </message>
    <message>
        <source>Clear, kept as a draft</source>
        <translation>Xoá trắng, có giữ nháp</translation>
    </message>
</context>
<context>
    <name>FoundArea</name>
    <message>
        <source>The hub has not told of a report yet.</source>
        <translation>Máy chủ chưa gửi báo cáo nào.</translation>
    </message>
    <message>
        <source>Report of {time}. To be put right here: {count}</source>
        <translation>Báo cáo lúc {time}. Việc cần sửa ở đây: {count}</translation>
    </message>
    <message>
        <source>The last report that concerns this place found nothing wrong here.</source>
        <translation>Báo cáo gần nhất không thấy gì sai ở điểm này.</translation>
    </message>
    <message>
        <source>Reminders that nobody has answered: {count}. They stand above: {key} when read, or Answer…</source>
        <translation>Lời nhắc chưa trả lời: {count}, hiện ở phía trên. Bấm {key} khi đã đọc, hoặc Trả lời…</translation>
    </message>
</context>
<context>
    <name>FoundCard</name>
    <message>
        <source>Since the report of {time}</source>
        <translation>Từ báo cáo lúc {time}</translation>
    </message>
    <message>
        <source>What to do: {advice}</source>
        <translation>Cần làm: {advice}</translation>
    </message>
</context>
<context>
    <name>GateScreen</name>
    <message>
        <source>Gate</source>
        <translation>Quét mã</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <source>Read a picture that somebody sent, {key}</source>
        <translation>Đọc mã từ ảnh người khác gửi, {key}</translation>
    </message>
</context>
<context>
    <name>Guidance</name>
    <message>
        <source>Guidance for visitors</source>
        <translation>Trang hướng dẫn cho khách</translation>
    </message>
    <message>
        <source>For everyone who enters and leaves</source>
        <translation>Hướng dẫn người vào, ra</translation>
    </message>
    <message>
        <source>What is recorded</source>
        <translation>Ghi lại những gì</translation>
    </message>
    <message>
        <source>Your name, year of birth, phone and card number, the time, and whether you enter or leave. For a delivery: the plate and where it goes. If health questions are asked, your answers. No photo is kept, neither of you nor of your card.</source>
        <translation>Họ tên, năm sinh, số điện thoại, số giấy tờ, giờ và chiều vào hay ra. Nếu giao hàng: thêm biển số và nơi giao. Nếu có hỏi về sức khoẻ: thêm câu trả lời. Không lưu ảnh người, không lưu ảnh giấy tờ.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Để làm gì</translation>
    </message>
    <message>
        <source>How to show a code</source>
        <translation>Đưa mã thế nào</translation>
    </message>
    <message>
        <source>Have your code ready: the one in your app, on your chip ID card, or on your health insurance card. Hold it flat in front of the camera, a hand&apos;s width away, until you hear the tone. Turn the phone&apos;s brightness up.</source>
        <translation>Chuẩn bị sẵn mã QR: trong ứng dụng, trên thẻ căn cước gắn chip hoặc thẻ bảo hiểm y tế. Giơ thẳng trước máy quay, cách khoảng một gang tay, đến khi nghe tiếng báo. Nếu dùng điện thoại, bật màn hình sáng lên.</translation>
    </message>
    <message>
        <source>No phone, no code, no network?</source>
        <translation>Không có điện thoại, không có mã, mất mạng?</translation>
    </message>
    <message>
        <source>Tell the guard: someone fills in the form with you, or you write on the numbered paper form. It is put on the system afterwards, and you need not come back for it.</source>
        <translation>Báo người trực: sẽ có người khai giúp, hoặc ông/bà ghi vào tờ khai giấy có đánh số. Tờ khai sẽ được nhập vào hệ thống sau, ông/bà không phải quay lại.</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>Quyền của ông/bà</translation>
    </message>
    <message>
        <source>Questions about your health? Day and night, call</source>
        <translation>Cần hỏi về sức khoẻ? Gọi cả ngày lẫn đêm</translation>
    </message>
</context>
<context>
    <name>HeldCard</name>
    <message>
        <source>{count} passages in {revisions} wordings, {unsent} not sent yet</source>
        <translation>{count} lượt, {revisions} bản ghi, {unsent} chưa gửi</translation>
    </message>
    <message>
        <source>{count} stays</source>
        <translation>{count} lần ở trong</translation>
    </message>
    <message>
        <source>inside now</source>
        <translation>đang ở trong</translation>
    </message>
    <message>
        <source>{count} rows of the site&apos;s lists</source>
        <translation>{count} dòng trong danh sách ở đây</translation>
    </message>
    <message>
        <source>on the list of names to look out for, which is kept for others</source>
        <translation>có trong danh sách cần chú ý (giữ lại vì người khác)</translation>
    </message>
    <message>
        <source>{count} crossings at other gates, as the hub tells them</source>
        <translation>{count} lượt ở cổng khác, theo máy chủ</translation>
    </message>
    <message>
        <source>{count} notes, lists or reasons about others name them</source>
        <translation>{count} ghi chú, danh sách, lý do về người khác có nhắc đến</translation>
    </message>
    <message>
        <source>{count} lines of the access log are about them</source>
        <translation>{count} dòng nhật ký truy cập về người này</translation>
    </message>
</context>
<context>
    <name>HelpScreen</name>
    <message>
        <source>Help</source>
        <translation>Trợ giúp</translation>
    </message>
    <message>
        <source>Health hotline, day and night</source>
        <translation>Đường dây nóng y tế, cả ngày lẫn đêm</translation>
    </message>
    <message>
        <source>What the banner says</source>
        <translation>Ý nghĩa màu thông báo</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>Let the person pass.</source>
        <translation>Mời qua cổng.</translation>
    </message>
    <message>
        <source>Recorded too. Read the line below the name, then decide.</source>
        <translation>Vẫn đã ghi. Đọc dòng dưới tên rồi quyết định.</translation>
    </message>
    <message>
        <source>The same code again. Nothing was recorded twice.</source>
        <translation>Vẫn mã vừa quét. Không ghi trùng.</translation>
    </message>
    <message>
        <source>The code names no person. Type the form in.</source>
        <translation>Mã không có tên người. Nhập tay tờ khai.</translation>
    </message>
    <message>
        <source>Do what the banner says. Until then, write on paper.</source>
        <translation>Làm theo thông báo. Trong lúc chờ, ghi ra giấy.</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Quét</translation>
    </message>
    <message>
        <source>Paper form</source>
        <translation>Tờ khai</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Giao hàng</translation>
    </message>
    <message>
        <source>Who is inside</source>
        <translation>Người đang ở trong</translation>
    </message>
    <message>
        <source>What waits for somebody</source>
        <translation>Việc cần xử lý</translation>
    </message>
    <message>
        <source>Report of the day</source>
        <translation>Báo cáo trong ngày</translation>
    </message>
    <message>
        <source>Check before the shift</source>
        <translation>Kiểm tra đầu ca</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>Trang này</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>Direction: in</source>
        <translation>Chiều vào</translation>
    </message>
    <message>
        <source>Direction: out</source>
        <translation>Chiều ra</translation>
    </message>
    <message>
        <source>Direction: automatic</source>
        <translation>Chiều tự động</translation>
    </message>
    <message>
        <source>Take back the last passage</source>
        <translation>Huỷ lượt vừa ghi</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Khoá màn hình</translation>
    </message>
    <message>
        <source>Look at codes without recording, on and off</source>
        <translation>Xem mã mà không ghi: bật, tắt</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Gửi ngay</translation>
    </message>
    <message>
        <source>Read a picture that somebody sent</source>
        <translation>Đọc mã từ ảnh người khác gửi</translation>
    </message>
    <message>
        <source>Read the copied picture</source>
        <translation>Đọc ảnh đã sao chép</translation>
    </message>
    <message>
        <source>Read a part of the screen</source>
        <translation>Đọc mã trên một phần màn hình</translation>
    </message>
    <message>
        <source>It is the first of those offered</source>
        <translation>Là người thứ nhất được gợi ý</translation>
    </message>
    <message>
        <source>It is the second of those offered</source>
        <translation>Là người thứ hai được gợi ý</translation>
    </message>
    <message>
        <source>It is the third of those offered</source>
        <translation>Là người thứ ba được gợi ý</translation>
    </message>
    <message>
        <source>Save the form, from any field</source>
        <translation>Lưu tờ khai từ mục bất kỳ</translation>
    </message>
    <message>
        <source>Take back the exit of somebody from the list</source>
        <translation>Lấy lại lượt ra vừa ghi từ danh sách</translation>
    </message>
    <message>
        <source>Record exits that nobody saw</source>
        <translation>Ghi ra những người không ai thấy ra</translation>
    </message>
    <message>
        <source>It is the fourth of those offered</source>
        <translation>Chọn người thứ tư trong gợi ý</translation>
    </message>
    <message>
        <source>Send a refused passage again as it is</source>
        <translation>Gửi lại y nguyên lượt bị trả lại</translation>
    </message>
    <message>
        <source>Void a refused passage</source>
        <translation>Huỷ lượt bị trả lại</translation>
    </message>
    <message>
        <source>Manage: everything that is not for the gate</source>
        <translation>Quản lý: mọi việc ngoài cổng</translation>
    </message>
    <message>
        <source>People &amp; cards</source>
        <translation>Người &amp; thẻ</translation>
    </message>
    <message>
        <source>Tracing</source>
        <translation>Truy vết</translation>
    </message>
    <message>
        <source>One person&apos;s data</source>
        <translation>Dữ liệu của một người</translation>
    </message>
    <message>
        <source>Print papers</source>
        <translation>In giấy tờ</translation>
    </message>
    <message>
        <source>Staff &amp; PINs</source>
        <translation>Nhân viên &amp; mã PIN</translation>
    </message>
    <message>
        <source>Store &amp; backup</source>
        <translation>Dữ liệu &amp; sao lưu</translation>
    </message>
    <message>
        <source>Hub &amp; carry-over</source>
        <translation>Máy chủ &amp; chép tay</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Chẩn đoán</translation>
    </message>
    <message>
        <source>The uppermost notice from the hub was read</source>
        <translation>Đã đọc thông báo trên cùng của máy chủ</translation>
    </message>
    <message>
        <source>Rehearsal: nothing is recorded</source>
        <translation>Tập dượt: không ghi gì cả</translation>
    </message>
    <message>
        <source>All notices from the hub</source>
        <translation>Mọi thông báo của máy chủ</translation>
    </message>
    <message>
        <source>Turn the window towards a visitor, and back</source>
        <translation>Quay màn hình cho khách xem, rồi quay lại</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Chữ to hơn</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Chữ nhỏ hơn</translation>
    </message>
    <message>
        <source>Text of the usual size</source>
        <translation>Chữ cỡ thường</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Đóng chương trình</translation>
    </message>
</context>
<context>
    <name>HourChart</name>
    <message>
        <source>Passages by hour</source>
        <translation>Lượt qua cổng theo giờ</translation>
    </message>
    <message>
        <source>busiest hour: {hour}, {count} passages</source>
        <translation>đông nhất lúc {hour} giờ, {count} lượt</translation>
    </message>
</context>
<context>
    <name>HubCard</name>
    <message>
        <source>Compare the address with the one you were told, then join.</source>
        <translation>So địa chỉ với nơi cấp mã, rồi bấm Nối.</translation>
    </message>
    <message>
        <source>This code is not whole. Copy all of it.</source>
        <translation>Mã chưa đủ. Hãy chép cả dòng.</translation>
    </message>
    <message>
        <source>Please fill this in</source>
        <translation>Cần điền mục này</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>Đang hỏi máy chủ…</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Máy chủ tiếp nhận</translation>
    </message>
    <message>
        <source>Not joined yet: everything is kept on this computer.</source>
        <translation>Chưa nối: mọi lượt vẫn được giữ tại máy này.</translation>
    </message>
    <message>
        <source>Joined: {site}, at {url}</source>
        <translation>Đã nối: {site}, tại {url}</translation>
    </message>
    <message>
        <source>Hub&apos;s address</source>
        <translation>Địa chỉ máy chủ</translation>
    </message>
    <message>
        <source>Or show the hub&apos;s code to the camera or a scanner, or paste it here</source>
        <translation>Hoặc đưa mã máy chủ cho máy quay, máy quét, hoặc dán vào đây</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Mã đăng ký</translation>
    </message>
    <message>
        <source>8 or 24 letters and digits, from your supervisor</source>
        <translation>8 hoặc 24 chữ và số, do người phụ trách cấp</translation>
    </message>
    <message>
        <source>Allow a hub on the local network without encryption (supervisors)</source>
        <translation>Cho phép máy chủ mạng nội bộ không mã hoá (chỉ người phụ trách)</translation>
    </message>
    <message>
        <source>The old hub is gone: what waits goes to this one</source>
        <translation>Máy chủ cũ không còn: lượt chờ gửi sang máy chủ này</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Nối</translation>
    </message>
    <message>
        <source>Join this hub</source>
        <translation>Nối máy chủ này</translation>
    </message>
</context>
<context>
    <name>HubScreen</name>
    <message>
        <source>Leave {site}? Nothing is sent to it any more. What waits stays on this computer, and is sent once this hub or another one is joined.</source>
        <translation>Rời {site}? Sẽ không gửi gì đến đó nữa. Lượt chưa gửi vẫn giữ trên máy này và được gửi khi đăng ký lại máy chủ này hoặc máy chủ khác.</translation>
    </message>
    <message>
        <source>Leave this hub</source>
        <translation>Rời máy chủ này</translation>
    </message>
    <message>
        <source>This gate reports to no hub. {count} passages wait on this computer.</source>
        <translation>Chốt này không còn báo về máy chủ nào. {count} lượt đang chờ trên máy này.</translation>
    </message>
    <message>
        <source>Listening on the local network…</source>
        <translation>Đang nghe trong mạng nội bộ…</translation>
    </message>
    <message>
        <source>Nobody was heard. Ask for the address, or show the hub&apos;s code.</source>
        <translation>Không thấy máy chủ nào. Hỏi địa chỉ, hoặc đưa mã của máy chủ vào máy quay.</translation>
    </message>
    <message>
        <source>{count} heard. What they say of themselves proves nothing: joining takes the code that you were given. Enter takes the address of the marked one.</source>
        <translation>Thấy {count} máy chủ. Lời tự giới thiệu không chứng minh gì: muốn tham gia phải có mã được cấp. Enter để lấy địa chỉ máy đang chọn.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Địa điểm</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Dấu nhận dạng</translation>
    </message>
    <message>
        <source>{count} passages are in {file}. They count as sent only once the hub&apos;s answers are back here.</source>
        <translation>Đã ghi {count} lượt vào {file}. Chỉ tính là đã gửi khi có trả lời của máy chủ mang về đây.</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Không ghi được tệp vào chỗ đó.</translation>
    </message>
    <message>
        <source>The hub has {accepted} more, {duplicate} it had already.</source>
        <translation>Máy chủ nhận thêm {accepted} lượt, {duplicate} lượt đã có từ trước.</translation>
    </message>
    <message>
        <source>{count} are to be mended: see {key}.</source>
        <translation>{count} lượt cần sửa: bấm {key}.</translation>
    </message>
    <message>
        <source>Hub &amp; carry-over</source>
        <translation>Máy chủ &amp; chép tay</translation>
    </message>
    <message>
        <source>Hubs nearby</source>
        <translation>Máy chủ ở gần</translation>
    </message>
    <message>
        <source>Look for hubs on the local network</source>
        <translation>Tìm máy chủ trong mạng nội bộ</translation>
    </message>
    <message>
        <source>Hubs that were heard</source>
        <translation>Máy chủ đã thấy</translation>
    </message>
    <message>
        <source>A hub at this site may say that it is here.</source>
        <translation>Máy chủ ở đây có thể tự báo trong mạng.</translation>
    </message>
    <message>
        <source>The gate goes on without one. Ask the hub&apos;s people to revoke this station too.</source>
        <translation>Cổng vẫn ghi bình thường. Nhớ nhờ bên máy chủ thu hồi trạm này.</translation>
    </message>
    <message>
        <source>Leave…</source>
        <translation>Rời…</translation>
    </message>
    <message>
        <source>Days without a network</source>
        <translation>Những ngày mất mạng</translation>
    </message>
    <message>
        <source>What waits goes into a file that the hub alone can open. Take it there on a stick and bring the answers back; twice does no harm.</source>
        <translation>Lượt chờ gửi được ghi vào tệp chỉ máy chủ mở được. Chép USB mang đến máy chủ rồi mang trả lời về; làm hai lần cũng không sao.</translation>
    </message>
    <message>
        <source>File for the hub</source>
        <translation>Tệp gửi máy chủ</translation>
    </message>
    <message>
        <source>The hub&apos;s answers</source>
        <translation>Tệp trả lời của máy chủ</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Ghi</translation>
    </message>
    <message>
        <source>Write what waits to the file</source>
        <translation>Ghi lượt chờ vào tệp</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>Nhận vào</translation>
    </message>
    <message>
        <source>Take the hub&apos;s answers in</source>
        <translation>Nhận trả lời của máy chủ</translation>
    </message>
</context>
<context>
    <name>HubStep</name>
    <message>
        <source>Hub</source>
        <translation>Máy chủ tiếp nhận</translation>
    </message>
    <message>
        <source>Please fill this in</source>
        <translation>Hãy điền vào đây</translation>
    </message>
    <message>
        <source>This code is not whole. Copy all of it.</source>
        <translation>Mã chưa đủ. Hãy chép cả dòng.</translation>
    </message>
    <message>
        <source>Compare the address with the one you were told.</source>
        <translation>So địa chỉ này với địa chỉ đã được báo.</translation>
    </message>
    <message>
        <source>Listening on the local network…</source>
        <translation>Đang nghe trong mạng nội bộ…</translation>
    </message>
    <message>
        <source>Nobody was heard. Ask for the address, or show the hub&apos;s code.</source>
        <translation>Không thấy máy chủ nào. Hỏi địa chỉ, hoặc đưa mã của máy chủ vào máy quay.</translation>
    </message>
    <message>
        <source>{count} heard. Enter takes the address of the marked one; joining takes the code that you were given.</source>
        <translation>Thấy {count} máy chủ. Enter lấy địa chỉ của dòng đang chọn; đăng ký cần mã đã được cấp.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Địa điểm</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Dấu nhận dạng</translation>
    </message>
    <message>
        <source>Where passages are sent to. Show the hub&apos;s code to the camera or a scanner, paste it, or type it. Without a hub everything works too: leave both empty and join one later, under Manage.</source>
        <translation>Nơi nhận các lượt ra vào. Đưa mã của máy chủ vào máy quay hoặc máy quét, dán vào, hoặc gõ tay. Chưa có máy chủ vẫn dùng được mọi việc: bỏ trống cả hai, đăng ký sau trong mục Quản lý.</translation>
    </message>
    <message>
        <source>Hub&apos;s address</source>
        <translation>Địa chỉ máy chủ</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Mã đăng ký</translation>
    </message>
    <message>
        <source>8 or 24 letters and digits, from your supervisor</source>
        <translation>8 hoặc 24 chữ và số, do người phụ trách cấp</translation>
    </message>
    <message>
        <source>Look for hubs on the local network</source>
        <translation>Tìm máy chủ trong mạng nội bộ</translation>
    </message>
    <message>
        <source>Hubs that were heard</source>
        <translation>Máy chủ đã thấy</translation>
    </message>
</context>
<context>
    <name>HubWordCard</name>
    <message>
        <source>Set by the hub</source>
        <translation>Do máy chủ đặt</translation>
    </message>
    <message>
        <source>Keys for signed codes: {count}</source>
        <translation>Khoá xác thực mã: {count}</translation>
    </message>
    <message>
        <source>Nothing: this station&apos;s own settings hold.</source>
        <translation>Không có mục nào: dùng cài đặt riêng của trạm.</translation>
    </message>
    <message>
        <source>Bulletin received {time}</source>
        <translation>Nhận bảng tin lúc {time}</translation>
    </message>
    <message>
        <source>Not usable: {parts}</source>
        <translation>Không dùng được: {parts}</translation>
    </message>
    <message>
        <source>People allowed inside</source>
        <translation>Số người tối đa bên trong</translation>
    </message>
    <message>
        <source>Ask after a visitor after</source>
        <translation>Hỏi lại khách ở quá</translation>
    </message>
    <message>
        <source>Ask after a delivery after</source>
        <translation>Hỏi lại người giao hàng ở quá</translation>
    </message>
    <message>
        <source>Health questions look back</source>
        <translation>Khai báo sức khoẻ cho</translation>
    </message>
    <message>
        <source>Ground for declarations</source>
        <translation>Căn cứ khai báo</translation>
    </message>
    <message>
        <source>Records are kept</source>
        <translation>Giữ dữ liệu</translation>
    </message>
    <message>
        <source>Tracing before and after a stay</source>
        <translation>Truy vết thêm trước và sau mỗi lượt ở</translation>
    </message>
    <message>
        <source>Two people for unmasked numbers and tracing</source>
        <translation>Xem số đầy đủ và truy vết cần hai người</translation>
    </message>
    <message>
        <source>Market cards of</source>
        <translation>Thẻ đi chợ của</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>all wards</source>
        <translation>mọi phường</translation>
    </message>
    <message>
        <source>legal duty</source>
        <translation>nghĩa vụ theo luật</translation>
    </message>
    <message>
        <source>consent</source>
        <translation>người khai đồng ý</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>không giới hạn</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} phút</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} ngày</translation>
    </message>
</context>
<context>
    <name>ImportCard</name>
    <message>
        <source>The texts look like an old font. Choose how to read them</source>
        <translation>Chữ có vẻ theo phông cũ. Chọn cách đọc</translation>
    </message>
    <message>
        <source>{count} rows are right</source>
        <translation>{count} dòng đúng</translation>
    </message>
    <message>
        <source>{count} rows are wrong</source>
        <translation>{count} dòng sai</translation>
    </message>
    <message>
        <source>{count} things to look at</source>
        <translation>{count} chỗ cần xem</translation>
    </message>
    <message>
        <source>columns that nothing is taken from: {names}</source>
        <translation>cột không dùng đến: {names}</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>sai</translation>
    </message>
    <message>
        <source>look at it</source>
        <translation>cần xem</translation>
    </message>
    <message>
        <source>Where, and what</source>
        <translation>Ở đâu, thế nào</translation>
    </message>
    <message>
        <source>As it stands</source>
        <translation>Giữ nguyên</translation>
    </message>
    <message>
        <source>In the place of the list</source>
        <translation>Thay cả danh sách</translation>
    </message>
    <message>
        <source>Add to the list</source>
        <translation>Thêm vào danh sách</translation>
    </message>
    <message>
        <source>Take in a list of people</source>
        <translation>Nhập danh sách người</translation>
    </message>
    <message>
        <source>Take in a list of market cards</source>
        <translation>Nhập danh sách thẻ đi chợ</translation>
    </message>
    <message>
        <source>Take in a list of names to look out for</source>
        <translation>Nhập danh sách cần chú ý</translation>
    </message>
    <message>
        <source>XLSX or CSV with headings in Vietnamese or English. It is looked through first; nothing is taken before you say so.</source>
        <translation>Tệp XLSX hoặc CSV, tiêu đề cột tiếng Việt hoặc tiếng Anh. Chương trình xem trước; chưa nhập gì khi anh/chị chưa đồng ý.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Enter looks through it</source>
        <translation>Enter để xem trước</translation>
    </message>
    <message>
        <source>Template to fill in…</source>
        <translation>Tải mẫu để điền…</translation>
    </message>
    <message>
        <source>Save a template to fill in</source>
        <translation>Lưu mẫu để điền</translation>
    </message>
    <message>
        <source>How the texts are written</source>
        <translation>Chữ viết theo bảng mã</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Trang tính</translation>
    </message>
    <message>
        <source>What becomes of the list that is there</source>
        <translation>Danh sách đang có</translation>
    </message>
    <message>
        <source>Leave the wrong rows out and take the others</source>
        <translation>Bỏ dòng sai, nhập các dòng còn lại</translation>
    </message>
    <message>
        <source>Take the list</source>
        <translation>Nhập danh sách</translation>
    </message>
    <message>
        <source>What is wrong in which row</source>
        <translation>Dòng nào sai, sai gì</translation>
    </message>
</context>
<context>
    <name>InsideScreen</name>
    <message>
        <source>The site is full</source>
        <translation>Đã đủ sức chứa</translation>
    </message>
    <message>
        <source>{count} for too long</source>
        <translation>{count} người ở quá lâu</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>tìm thấy {count}</translation>
    </message>
    <message>
        <source>They have left already; nothing was recorded twice.</source>
        <translation>Người này đã ra rồi; không ghi trùng.</translation>
    </message>
    <message>
        <source>Recorded as out: {name} · {time}.</source>
        <translation>Đã ghi ra: {name} · {time}.</translation>
    </message>
    <message>
        <source>Taken back: {name} is inside.</source>
        <translation>Đã lấy lại: {name} vẫn ở trong.</translation>
    </message>
    <message>
        <source>Only a supervisor records exits that nobody saw.</source>
        <translation>Chỉ người phụ trách được ghi ra những người không ai thấy ra.</translation>
    </message>
    <message>
        <source>Nobody is here for longer than usual.</source>
        <translation>Không ai ở quá lâu.</translation>
    </message>
    <message>
        <source>Record the exits of these {count} people, whom nobody saw leave? {key} once more records them, Esc leaves them inside.</source>
        <translation>Ghi ra {count} người này dù không ai thấy họ ra? Bấm {key} lần nữa để ghi, Esc để thôi.</translation>
    </message>
    <message>
        <source>{count} exits recorded; each says that nobody saw it.</source>
        <translation>Đã ghi ra {count} lượt; mỗi lượt có ghi chú không ai thấy.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Quá lâu</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Xe</translation>
    </message>
    <message>
        <source>Record their exits</source>
        <translation>Ghi ra tất cả</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>Chốt cuối ngày</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>Đang ở trong</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>Name without accents, number or plate; ↓ marks, Enter: out</source>
        <translation>Tên không dấu, số, biển số; ↓ chọn, Enter ghi ra</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
    <message>
        <source>How full the site is</source>
        <translation>Mức đầy của địa điểm</translation>
    </message>
    <message>
        <source>Goes out  Enter</source>
        <translation>Ghi ra  Enter</translation>
    </message>
    <message>
        <source>The marked one goes out</source>
        <translation>Ghi ra cho người đang chọn</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Lấy lại</translation>
    </message>
    <message>
        <source>Take back the last exit</source>
        <translation>Lấy lại lượt ra vừa ghi</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>Mend</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>bị trả lại</translation>
    </message>
    <message>
        <source>{count} rows not typed</source>
        <translation>còn {count} dòng chưa nhập</translation>
    </message>
    <message>
        <source>not seen, later ones were</source>
        <translation>chưa thấy tờ này, đã có tờ sau</translation>
    </message>
    <message>
        <source>Sheet {number}</source>
        <translation>Tờ {number}</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Giấy</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>trouble</source>
        <translation>có sự cố</translation>
    </message>
    <message>
        <source>Nothing waits. All is done.</source>
        <translation>Không còn việc gì. Đã xong hết.</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Cần xử lý</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>Joined: {site}</source>
        <translation>Đã nối: {site}</translation>
    </message>
</context>
<context>
    <name>LanguageStep</name>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>Everything stays on this computer, encrypted, until a hub confirms it.</source>
        <translation>Mọi dữ liệu được mã hoá và giữ trên máy này cho đến khi máy chủ xác nhận.</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <source>Was this gate set up before, on a computer that is gone?</source>
        <translation>Chốt này đã cài trước đây, trên máy nay không còn?</translation>
    </message>
    <message>
        <source>I have a backup…</source>
        <translation>Tôi có bản sao lưu…</translation>
    </message>
</context>
<context>
    <name>ListColumns</name>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>What they are</source>
        <translation>Là ai</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Nơi ở</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Năm sinh</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>Số giấy tờ</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>Biển số</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Số thẻ</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Chủ thẻ</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>Phường/xã</translation>
    </message>
    <message>
        <source>Good on</source>
        <translation>Ngày giờ dùng</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến hết</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>Đã thu</translation>
    </message>
    <message>
        <source>Known by</source>
        <translation>Nhận biết qua</translation>
    </message>
    <message>
        <source>What the guard does</source>
        <translation>Bảo vệ cần làm</translation>
    </message>
    <message>
        <source>even days</source>
        <translation>ngày chẵn</translation>
    </message>
    <message>
        <source>odd days</source>
        <translation>ngày lẻ</translation>
    </message>
    <message>
        <source>Mo</source>
        <comment>Monday, in short</comment>
        <translation>T2</translation>
    </message>
    <message>
        <source>Tu</source>
        <comment>Tuesday, in short</comment>
        <translation>T3</translation>
    </message>
    <message>
        <source>We</source>
        <comment>Wednesday, in short</comment>
        <translation>T4</translation>
    </message>
    <message>
        <source>Th</source>
        <comment>Thursday, in short</comment>
        <translation>T5</translation>
    </message>
    <message>
        <source>Fr</source>
        <comment>Friday, in short</comment>
        <translation>T6</translation>
    </message>
    <message>
        <source>Sa</source>
        <comment>Saturday, in short</comment>
        <translation>T7</translation>
    </message>
    <message>
        <source>Su</source>
        <comment>Sunday, in short</comment>
        <translation>CN</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Checking…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>Digits, then Enter</source>
        <translation>Bấm số rồi Enter</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>Nhập mã PIN</translation>
    </message>
    <message>
        <source>Enter your passphrase</source>
        <translation>Nhập mật khẩu</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Mật khẩu</translation>
    </message>
    <message>
        <source>Then Enter</source>
        <translation>Rồi bấm Enter</translation>
    </message>
    <message>
        <source>PIN instead</source>
        <translation>Dùng mã PIN</translation>
    </message>
    <message>
        <source>Passphrase instead</source>
        <translation>Dùng mật khẩu</translation>
    </message>
    <message>
        <source>Forgotten?</source>
        <translation>Quên mã PIN?</translation>
    </message>
    <message>
        <source>The PIN is forgotten</source>
        <translation>Quên mã PIN</translation>
    </message>
    <message>
        <source>Locked. Scanning goes on.</source>
        <translation>Đã khoá. Máy vẫn quét mã.</translation>
    </message>
    <message>
        <source>Bring the data back…</source>
        <translation>Lấy lại dữ liệu…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Khoá màn hình</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>No line of the log is like that.</source>
        <translation>Không có dòng nào như vậy.</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Nhật ký trống.</translation>
    </message>
    <message>
        <source>{shown} of {whole} lines</source>
        <translation>{shown} trong {whole} dòng</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Which lines</source>
        <translation>Dòng nào</translation>
    </message>
    <message>
        <source>Only lines with these words</source>
        <translation>Chỉ dòng có các chữ này</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Xem tiếp</translation>
    </message>
    <message>
        <source>Follow the log as it grows</source>
        <translation>Xem tiếp khi nhật ký dài thêm</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Xem lại</translation>
    </message>
    <message>
        <source>Read the log again</source>
        <translation>Đọc lại nhật ký</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Chép</translation>
    </message>
    <message>
        <source>Copy the lines that are shown</source>
        <translation>Chép các dòng đang hiện</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>Only a supervisor looks without recording.</source>
        <translation>Chỉ người phụ trách được xem mã mà không ghi.</translation>
    </message>
    <message>
        <source>Codes are recorded again.</source>
        <translation>Đã ghi lượt trở lại.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The visitor&apos;s display is gone; it is used again once it is back.</source>
        <translation>Mất màn hình cho khách; có lại sẽ tự dùng tiếp.</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Chốt kiểm soát</translation>
    </message>
</context>
<context>
    <name>ManageScreen</name>
    <message>
        <source>Manage</source>
        <translation>Quản lý</translation>
    </message>
    <message>
        <source>The gate goes on behind every page. A digit or a key opens a card.</source>
        <translation>Cổng vẫn chạy phía sau mọi trang. Bấm số hoặc phím tắt để mở.</translation>
    </message>
    <message>
        <source>Supervisors only.</source>
        <translation>Chỉ dành cho người phụ trách.</translation>
    </message>
    <message>
        <source>People &amp; cards</source>
        <translation>Người &amp; thẻ</translation>
    </message>
    <message>
        <source>Residents, staff, drivers, market cards, names to look out for.</source>
        <translation>Cư dân, nhân viên, tài xế, thẻ đi chợ, người cần chú ý.</translation>
    </message>
    <message>
        <source>Tracing</source>
        <translation>Truy vết</translation>
    </message>
    <message>
        <source>Who was here together with a person or a vehicle, and how long.</source>
        <translation>Ai ở đây cùng lúc với một người hoặc xe, trong bao lâu.</translation>
    </message>
    <message>
        <source>One person&apos;s data</source>
        <translation>Dữ liệu của một người</translation>
    </message>
    <message>
        <source>Somebody asks what is kept about them: give out, correct, delete.</source>
        <translation>Có người hỏi dữ liệu của mình: cung cấp, sửa, xoá.</translation>
    </message>
    <message>
        <source>Print papers</source>
        <translation>In giấy tờ</translation>
    </message>
    <message>
        <source>Numbered sheets, declarations, the poster, the page for visitors.</source>
        <translation>Tờ có số, tờ khai, áp phích mã, tờ hướng dẫn khách.</translation>
    </message>
    <message>
        <source>Staff &amp; PINs</source>
        <translation>Nhân viên &amp; mã PIN</translation>
    </message>
    <message>
        <source>Who works here, their PINs, the recovery code, the store&apos;s key.</source>
        <translation>Ai làm việc ở đây, mã PIN, mã khôi phục, khoá dữ liệu.</translation>
    </message>
    <message>
        <source>Store &amp; backup</source>
        <translation>Dữ liệu &amp; sao lưu</translation>
    </message>
    <message>
        <source>Check that nothing is missing, back up, delete what is too old.</source>
        <translation>Kiểm tra không thiếu gì, sao lưu, xoá dữ liệu quá hạn.</translation>
    </message>
    <message>
        <source>Hub &amp; carry-over</source>
        <translation>Máy chủ &amp; chép tay</translation>
    </message>
    <message>
        <source>Which hub this gate reports to; days without a network.</source>
        <translation>Cổng này báo về máy chủ nào; những ngày mất mạng.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>Language, colours, camera, scanner, sound, rules of the site.</source>
        <translation>Ngôn ngữ, màu, máy quay, máy quét, âm thanh, quy định nơi này.</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Tập dượt</translation>
    </message>
    <message>
        <source>The five verdicts, seen, heard and explained; nothing is recorded.</source>
        <translation>Năm kết quả: nhìn, nghe và hiểu; không ghi gì cả.</translation>
    </message>
    <message>
        <source>Notices from the hub</source>
        <translation>Thông báo của máy chủ</translation>
    </message>
    <message>
        <source>What the hub said, who read it, and what was answered.</source>
        <translation>Máy chủ đã báo gì, ai đã đọc, đã trả lời thế nào.</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Chẩn đoán</translation>
    </message>
    <message>
        <source>How the program does, in a file without personal data; its log.</source>
        <translation>Tình trạng chương trình trong một tệp không có dữ liệu cá nhân; nhật ký.</translation>
    </message>
</context>
<context>
    <name>ManagedScreen</name>
    <message>
        <source>Something is at work already. Wait for it, or stop it.</source>
        <translation>Đang có việc chạy. Chờ xong hoặc bấm dừng.</translation>
    </message>
    <message>
        <source>Manage  {key}</source>
        <translation>Quản lý  {key}</translation>
    </message>
    <message>
        <source>Back to Manage</source>
        <translation>Về trang Quản lý</translation>
    </message>
    <message>
        <source>Only a supervisor may do this. Lock with {key}, then let one enter their PIN.</source>
        <translation>Chỉ người phụ trách được làm việc này. Bấm {key} để khoá, rồi mời người phụ trách nhập mã PIN.</translation>
    </message>
</context>
<context>
    <name>ManualScreen</name>
    <message>
        <source>Colours and keys</source>
        <translation>Màu và phím tắt</translation>
    </message>
    <message>
        <source>FOR SUPERVISORS</source>
        <translation>CHO NGƯỜI PHỤ TRÁCH</translation>
    </message>
    <message>
        <source>Nothing is found. Try fewer letters.</source>
        <translation>Không tìm thấy. Thử gõ ít chữ hơn.</translation>
    </message>
    <message>
        <source>Making the PDF…</source>
        <translation>Đang tạo PDF…</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Đã lưu: {path}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Trợ giúp</translation>
    </message>
    <message>
        <source>Find in the manual</source>
        <translation>Tìm trong hướng dẫn</translation>
    </message>
    <message>
        <source>↓ chooses, Enter reads, Esc clears</source>
        <translation>↓ chọn, Enter đọc, Esc xoá</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Các mục</translation>
    </message>
    <message>
        <source>Show the visitor  {key}</source>
        <translation>Cho khách xem  {key}</translation>
    </message>
    <message>
        <source>Page to turn towards the visitor</source>
        <translation>Trang để quay về phía khách</translation>
    </message>
    <message>
        <source>As PDF  {key}</source>
        <translation>Lưu PDF  {key}</translation>
    </message>
    <message>
        <source>Save the manual as PDF</source>
        <translation>Lưu hướng dẫn thành PDF</translation>
    </message>
</context>
<context>
    <name>NewSecret</name>
    <message>
        <source>The two differ</source>
        <translation>Hai lần gõ khác nhau</translation>
    </message>
    <message>
        <source>New PIN or passphrase</source>
        <translation>Mã PIN hoặc mật khẩu mới</translation>
    </message>
    <message>
        <source>4 to 12 digits, or at least six words</source>
        <translation>4 đến 12 chữ số, hoặc ít nhất sáu từ</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Gõ lại</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Put this message away</source>
        <translation>Đóng thông báo</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notices from the hub</source>
        <translation>Thông báo của máy chủ</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>còn {count} thông báo nữa</translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>REMINDER FROM THE HUB</source>
        <translation>NHẮC VIỆC TỪ MÁY CHỦ</translation>
    </message>
    <message>
        <source>NOTICE FROM THE HUB</source>
        <translation>THÔNG BÁO TỪ MÁY CHỦ</translation>
    </message>
    <message>
        <source>Read  {key}</source>
        <translation>Đã đọc  {key}</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Đã đọc</translation>
    </message>
    <message>
        <source>I have read: {text}</source>
        <translation>Tôi đã đọc: {text}</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Trả lời…</translation>
    </message>
    <message>
        <source>Answer: {text}</source>
        <translation>Trả lời: {text}</translation>
    </message>
    <message>
        <source>Answer, then Enter</source>
        <translation>Câu trả lời, rồi Enter</translation>
    </message>
    <message>
        <source>Answer to the hub</source>
        <translation>Câu trả lời gửi máy chủ</translation>
    </message>
</context>
<context>
    <name>NoticesScreen</name>
    <message>
        <source>Noted; the hub hears it.</source>
        <translation>Đã ghi nhận; máy chủ sẽ được báo.</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>Nhắc việc</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>Nobody has read it yet</source>
        <translation>Chưa ai đọc</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Đã rút lại</translation>
    </message>
    <message>
        <source>Read {time} {day}</source>
        <translation>Đọc {time} {day}</translation>
    </message>
    <message>
        <source>without an answer</source>
        <translation>không trả lời</translation>
    </message>
    <message>
        <source>the hub knows</source>
        <translation>máy chủ đã biết</translation>
    </message>
    <message>
        <source>the hub is told as soon as there is a network</source>
        <translation>có mạng sẽ báo máy chủ</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <source>Notices from the hub</source>
        <translation>Thông báo của máy chủ</translation>
    </message>
    <message>
        <source>The hub has said nothing yet.</source>
        <translation>Máy chủ chưa có thông báo nào.</translation>
    </message>
    <message>
        <source>Answer to the hub</source>
        <translation>Câu trả lời gửi máy chủ</translation>
    </message>
    <message>
        <source>May be left empty</source>
        <translation>Có thể bỏ trống</translation>
    </message>
    <message>
        <source>Read  {key}</source>
        <translation>Đã đọc  {key}</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>Tôi đã đọc</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Page {page}/{pages}</source>
        <translation>Trang {page}/{pages}</translation>
    </message>
</context>
<context>
    <name>PaperForm</name>
    <message>
        <source>Health declaration (prevention of the COVID-19 epidemic)</source>
        <translation>Thông tin khai báo y tế (Phòng chống dịch COVID-19)</translation>
    </message>
    <message>
        <source>SHEET {number} · row {row} · printed on {date}</source>
        <translation>TỜ SỐ {number} · dòng {row} · in ngày {date}</translation>
    </message>
    <message>
        <source>Note: a false declaration breaks the law of Viet Nam and may be a criminal offence</source>
        <translation>Khuyến cáo: Khai báo thông tin sai là vi phạm pháp luật Việt Nam và có thể xử lý hình sự</translation>
    </message>
    <message>
        <source>Declared for someone else</source>
        <translation>Khai hộ</translation>
    </message>
    <message>
        <source>Full name (in CAPITALS)</source>
        <translation>Họ tên (ghi chữ IN HOA)</translation>
    </message>
    <message>
        <source>Number of passport / CMND / CCCD</source>
        <translation>Số hộ chiếu / CMND / CCCD</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>Năm sinh</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Giới tính</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Nam</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Nữ</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Khác</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>Quốc tịch</translation>
    </message>
    <message>
        <source>Contact address in Viet Nam</source>
        <translation>Địa chỉ liên lạc tại Việt Nam</translation>
    </message>
    <message>
        <source>Province / city</source>
        <translation>Tỉnh thành</translation>
    </message>
    <message>
        <source>District</source>
        <translation>Quận / huyện</translation>
    </message>
    <message>
        <source>Ward / commune</source>
        <translation>Phường / xã</translation>
    </message>
    <message>
        <source>House number, street, group / hamlet</source>
        <translation>Số nhà, phố, tổ dân phố/thôn/đội</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Không</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Có</translation>
    </message>
    <message>
        <source>In the last {days} days, which provinces, cities, countries or territories have you been to (you may have passed through several)</source>
        <translation>Trong vòng {days} ngày qua, Anh/Chị có đến tỉnh/thành phố, quốc gia/vùng lãnh thổ nào (Có thể đi qua nhiều nơi)</translation>
    </message>
    <message>
        <source>In the last {days} days, have you had at least one of these signs: fever, cough, shortness of breath, pneumonia, sore throat, tiredness?</source>
        <translation>Trong vòng {days} ngày qua, Anh/Chị có thấy xuất hiện ít nhất 1 trong các dấu hiệu: sốt, ho, khó thở, viêm phổi, đau họng, mệt mỏi không?</translation>
    </message>
    <message>
        <source>In the last {days} days, have you been in contact with:</source>
        <translation>Trong vòng {days} ngày qua, Anh/Chị có tiếp xúc với:</translation>
    </message>
    <message>
        <source>A person who has, or may have, COVID-19</source>
        <translation>Người bệnh hoặc nghi ngờ, mắc bệnh COVID-19</translation>
    </message>
    <message>
        <source>A person from a country with COVID-19</source>
        <translation>Người từ nước có bệnh COVID-19</translation>
    </message>
    <message>
        <source>A person with signs (fever, cough, shortness of breath, pneumonia)</source>
        <translation>Người có biểu hiện (Sốt, ho, khó thở , Viêm phổi)</translation>
    </message>
    <message>
        <source>I have read this and agree</source>
        <translation>Tôi đã đọc và đồng ý</translation>
    </message>
    <message>
        <source>Date, signature and full name of the person</source>
        <translation>Ngày, chữ ký và họ tên người khai</translation>
    </message>
    <message>
        <source>FOR THE GUARD</source>
        <translation>PHẦN NGƯỜI TRỰC GHI</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Vào</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Ra</translation>
    </message>
    <message>
        <source>Time and date</source>
        <translation>Giờ, ngày qua cổng</translation>
    </message>
    <message>
        <source>Why on paper</source>
        <translation>Lý do khai giấy</translation>
    </message>
    <message>
        <source>Network down</source>
        <translation>Mất mạng, nghẽn mạng</translation>
    </message>
    <message>
        <source>No device</source>
        <translation>Không có thiết bị</translation>
    </message>
    <message>
        <source>Cannot use one</source>
        <translation>Không biết dùng</translation>
    </message>
    <message>
        <source>Guard on duty</source>
        <translation>Người trực</translation>
    </message>
    <message>
        <source>Guided by</source>
        <translation>Người hướng dẫn</translation>
    </message>
</context>
<context>
    <name>PaperNotice</name>
    <message>
        <source>Purpose: to know who entered and left, so that contacts are found quickly when disease spreads; for nothing else. Ground: letter 19/SCHTP of Hanoi, 11/08/2021; Law on Personal Data Protection 91/2025/QH15; Decree 356/2025/NĐ-CP. Kept by: {site}.</source>
        <translation>Mục đích: biết ai đã vào, ra để truy vết nhanh khi có dịch; không dùng vào việc khác. Căn cứ: Công văn 19/SCHTP ngày 11/08/2021 của Hà Nội; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; Nghị định 356/2025/NĐ-CP. Nơi lưu giữ: {site}.</translation>
    </message>
    <message>
        <source>Deleted after {days} days.</source>
        <translation>Xoá sau {days} ngày.</translation>
    </message>
    <message>
        <source>You may ask to see, correct or delete your data, and withdraw your consent, at this gate. Help: {hotline}.</source>
        <translation>Ông/bà có quyền xem, sửa, yêu cầu xoá dữ liệu của mình và rút lại sự đồng ý, ngay tại cổng này. Hỗ trợ: {hotline}.</translation>
    </message>
</context>
<context>
    <name>PaperRecovery</name>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>It opens the station&apos;s store when the PIN is forgotten, and gives the first supervisor a new one. Whoever holds it can read everything: lock it away, copy it for nobody. A new code makes this one worthless.</source>
        <translation>Mã này mở dữ liệu của trạm khi quên PIN và cấp PIN mới cho người phụ trách đầu tiên. Ai cầm mã đều đọc được mọi dữ liệu: hãy cất vào tủ khoá, không chép cho ai. Tạo mã mới thì mã này hết hiệu lực.</translation>
    </message>
</context>
<context>
    <name>PaperSamples</name>
    <message>
        <source>Codes to try with</source>
        <translation>Mã để quét thử</translation>
    </message>
</context>
<context>
    <name>PaperSheet</name>
    <message>
        <source>Record of people entering and leaving</source>
        <translation>Tờ khai người vào, ra</translation>
    </message>
    <message>
        <source>SHEET NUMBER</source>
        <translation>TỜ SỐ</translation>
    </message>
    <message>
        <source>rows {first} to {last}</source>
        <translation>dòng {first} đến {last}</translation>
    </message>
    <message>
        <source>printed on {date}</source>
        <translation>in ngày {date}</translation>
    </message>
    <message>
        <source>Date:</source>
        <translation>Ngày:</translation>
    </message>
    <message>
        <source>Guard on duty:</source>
        <translation>Người trực:</translation>
    </message>
    <message>
        <source>Why on paper:</source>
        <translation>Lý do khai giấy:</translation>
    </message>
    <message>
        <source>1 Network down</source>
        <translation>1 Mất mạng, nghẽn mạng</translation>
    </message>
    <message>
        <source>2 No device</source>
        <translation>2 Không có thiết bị</translation>
    </message>
    <message>
        <source>3 Cannot use one</source>
        <translation>3 Không biết dùng</translation>
    </message>
    <message>
        <source>In the last {days} days</source>
        <translation>Trong vòng {days} ngày qua</translation>
    </message>
    <message>
        <source>(1) At least one of: fever, cough, shortness of breath, pneumonia, sore throat, tiredness. (2) Contact with a person who has or may have COVID-19, who came from a country with COVID-19, or who has these signs. (3) Was in another province, city or country.</source>
        <translation>(1) Ít nhất 1 trong các dấu hiệu: sốt, ho, khó thở, viêm phổi, đau họng, mệt mỏi. (2) Tiếp xúc với người bệnh hoặc nghi ngờ mắc bệnh COVID-19, người từ nước có bệnh COVID-19, người có biểu hiện. (3) Có đến tỉnh/thành phố, quốc gia khác.</translation>
    </message>
    <message>
        <source>By signing, the person declares that this is true and that they have read the notice.</source>
        <translation>Người khai ký tên: khai đúng sự thật và đã đọc thông báo.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Có</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Không</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Full name (in CAPITALS)</source>
        <translation>Họ tên (ghi chữ IN HOA)</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>Năm sinh</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Giới tính</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Nam</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Nữ</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Khác</translation>
    </message>
    <message>
        <source>Passport / ID card number</source>
        <translation>Số hộ chiếu / CMND / CCCD</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Giờ</translation>
    </message>
    <message>
        <source>In / Out</source>
        <translation>Vào / Ra</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Vào</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Ra</translation>
    </message>
    <message>
        <source>Why (if not as above)</source>
        <translation>Lý do (nếu khác)</translation>
    </message>
    <message>
        <source>(1) Signs</source>
        <translation>(1) Dấu hiệu</translation>
    </message>
    <message>
        <source>(2) Contact</source>
        <translation>(2) Tiếp xúc</translation>
    </message>
    <message>
        <source>(3) Travel</source>
        <translation>(3) Đi lại</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Chữ ký</translation>
    </message>
</context>
<context>
    <name>PapersScreen</name>
    <message>
        <source>{least} to {most}</source>
        <translation>Từ {least} đến {most}</translation>
    </message>
    <message>
        <source>This is how it will look.</source>
        <translation>Tờ giấy sẽ như thế này.</translation>
    </message>
    <message>
        <source>Each gets a number of its own when it is printed or saved.</source>
        <translation>Mỗi tờ nhận số riêng khi in hoặc lưu.</translation>
    </message>
    <message>
        <source>{count} sheets printed so far; the next number is {next}.</source>
        <translation>Đã in {count} tờ; số tiếp theo là {next}.</translation>
    </message>
    <message>
        <source>No printer is set up: save a PDF instead</source>
        <translation>Chưa cài máy in: hãy lưu PDF</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Không ghi được tệp vào chỗ đó.</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Đã lưu: {file}</translation>
    </message>
    <message>
        <source>Making the papers</source>
        <translation>Đang tạo giấy tờ</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>Đã gửi đến máy in</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Đang in</translation>
    </message>
    <message>
        <source>numbers {first} to {last}</source>
        <translation>số {first} đến {last}</translation>
    </message>
    <message>
        <source>Numbers that were taken stay taken: put the first of them into “Once more from”.</source>
        <translation>Số đã lấy thì vẫn giữ: ghi số đầu tiên vào ô “In lại từ số”.</translation>
    </message>
    <message>
        <source>Numbered sheets</source>
        <translation>Tờ có số</translation>
    </message>
    <message>
        <source>Declarations</source>
        <translation>Tờ khai</translation>
    </message>
    <message>
        <source>Poster</source>
        <translation>Áp phích mã</translation>
    </message>
    <message>
        <source>Page for visitors</source>
        <translation>Tờ hướng dẫn khách</translation>
    </message>
    <message>
        <source>Print papers</source>
        <translation>In giấy tờ</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Loại giấy</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Số tờ</translation>
    </message>
    <message>
        <source>Rows on each</source>
        <translation>Số dòng mỗi tờ</translation>
    </message>
    <message>
        <source>Once more from</source>
        <translation>In lại từ số</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Số tờ</translation>
    </message>
    <message>
        <source>What the code says</source>
        <translation>Nội dung mã</translation>
    </message>
    <message>
        <source>The address the site was given</source>
        <translation>Địa chỉ đã cấp cho nơi này</translation>
    </message>
    <message>
        <source>Language of the paper</source>
        <translation>Ngôn ngữ trên giấy</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Máy in</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Or a PDF file</source>
        <translation>Hoặc tệp PDF</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Lưu thành PDF</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Recorded before</source>
        <translation>Người đã từng qua cổng</translation>
    </message>
    <message>
        <source>Been here before: ↓ to choose, Enter to fill in</source>
        <translation>Đã từng qua cổng: ↓ để chọn, Enter để điền</translation>
    </message>
</context>
<context>
    <name>PeopleScreen</name>
    <message>
        <source>Show numbers and phones whole, until this page is left?</source>
        <translation>Hiện đủ số giấy tờ và điện thoại đến khi rời trang này?</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
    <message>
        <source>Please fill this in</source>
        <translation>Hãy điền vào đây</translation>
    </message>
    <message>
        <source>Given back: {card}</source>
        <translation>Đã trả thẻ: {card}</translation>
    </message>
    <message>
        <source>Handed in: {card}</source>
        <translation>Đã thu thẻ: {card}</translation>
    </message>
    <message>
        <source>Looking through the list</source>
        <translation>Đang xem danh sách</translation>
    </message>
    <message>
        <source>Taking the list</source>
        <translation>Đang nhập danh sách</translation>
    </message>
    <message>
        <source>Taken: {added} new, {changed} changed, {removed} removed.</source>
        <translation>Đã nhập: {added} mới, {changed} thay đổi, {removed} bỏ đi.</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Đã lưu: {file}</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Không ghi được tệp vào chỗ đó.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Người</translation>
    </message>
    <message>
        <source>Market cards</source>
        <translation>Thẻ đi chợ</translation>
    </message>
    <message>
        <source>Look out for</source>
        <translation>Cần chú ý</translation>
    </message>
    <message>
        <source>The list is empty. Take one in below.</source>
        <translation>Danh sách trống. Nhập ở phía dưới.</translation>
    </message>
    <message>
        <source>Nobody is found. Try fewer letters.</source>
        <translation>Không tìm thấy ai. Thử gõ ít chữ hơn.</translation>
    </message>
    <message>
        <source>{shown} of {whole} shown</source>
        <translation>Đang hiện {shown} trong {whole}</translation>
    </message>
    <message>
        <source>Mask numbers</source>
        <translation>Che số</translation>
    </message>
    <message>
        <source>Show numbers…</source>
        <translation>Hiện số…</translation>
    </message>
    <message>
        <source>People &amp; cards</source>
        <translation>Người &amp; thẻ</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Danh sách</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>Letters of a name without accents, a number</source>
        <translation>Vài chữ không dấu của tên, hoặc số</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>Các dòng trong danh sách</translation>
    </message>
    <message>
        <source>A card at the gate</source>
        <translation>Thẻ tại cổng</translation>
    </message>
    <message>
        <source>Number of the card</source>
        <translation>Số thẻ</translation>
    </message>
    <message>
        <source>Enter: handed in by its holder</source>
        <translation>Enter: chủ thẻ nộp lại thẻ</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>Thu thẻ</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Trả thẻ</translation>
    </message>
    <message>
        <source>Where the template goes</source>
        <translation>Lưu mẫu vào đâu</translation>
    </message>
    <message>
        <source>Enter saves it</source>
        <translation>Enter để lưu</translation>
    </message>
</context>
<context>
    <name>PersonScreen</name>
    <message>
        <source>Write a whole number or plate; or a name and a year of birth</source>
        <translation>Ghi đủ số hoặc biển số; hoặc họ tên và năm sinh</translation>
    </message>
    <message>
        <source>Look up everything that is held about this person: why?</source>
        <translation>Tìm mọi dữ liệu về người này: vì sao?</translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>Looking through every passage</source>
        <translation>Đang xem từng lượt</translation>
    </message>
    <message>
        <source>Nothing is held about this person.</source>
        <translation>Không có dữ liệu nào về người này.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>Số giấy tờ</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Số lượt</translation>
    </message>
    <message>
        <source>Show this person&apos;s numbers whole?</source>
        <translation>Hiện đủ các số của người này?</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
    <message>
        <source>Its name ends in .json, .csv or .xlsx</source>
        <translation>Tên tệp phải có đuôi .json, .csv hoặc .xlsx</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Không ghi được tệp vào chỗ đó.</translation>
    </message>
    <message>
        <source>Correct all {count} passages of {name}?</source>
        <translation>Sửa cả {count} lượt của {name}?</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>Correcting</source>
        <translation>Đang sửa</translation>
    </message>
    <message>
        <source>Delete {count} passages of {name}? This cannot be taken back. What is not sent yet, or is about somebody inside now, stays.</source>
        <translation>Xoá {count} lượt của {name}? Xoá rồi không lấy lại được. Lượt chưa gửi hoặc người còn ở trong thì giữ lại.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xoá</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>Đang xoá</translation>
    </message>
    <message>
        <source>{count} backups in {folder} hold this person until {until} at the latest. Delete those kept elsewhere yourself.</source>
        <translation>{count} bản sao lưu ở {folder} còn giữ người này, chậm nhất đến {until}. Bản để ở nơi khác: tự xoá.</translation>
    </message>
    <message>
        <source>One person&apos;s data</source>
        <translation>Dữ liệu của một người</translation>
    </message>
    <message>
        <source>Everybody may ask what is kept about them, and have it given out, corrected or deleted. Make sure that it is they who ask. Each step is in the access log.</source>
        <translation>Ai cũng có quyền hỏi dữ liệu về mình, xin cung cấp, sửa hoặc xoá. Kiểm tra đúng người hỏi. Mỗi bước đều ghi vào nhật ký truy cập.</translation>
    </message>
    <message>
        <source>Who asks</source>
        <translation>Người hỏi</translation>
    </message>
    <message>
        <source>Whole ID number, phone or plate; or name and year of birth</source>
        <translation>Đủ số giấy tờ, điện thoại hoặc biển số; hoặc họ tên và năm sinh</translation>
    </message>
    <message>
        <source>Look it up  {key}</source>
        <translation>Tìm  {key}</translation>
    </message>
    <message>
        <source>Several are known by this. Which one is it?</source>
        <translation>Có nhiều người trùng. Là ai?</translation>
    </message>
    <message>
        <source>Show numbers…</source>
        <translation>Hiện số…</translation>
    </message>
    <message>
        <source>Give out</source>
        <translation>Cung cấp</translation>
    </message>
    <message>
        <source>File with everything</source>
        <translation>Tệp chứa toàn bộ</translation>
    </message>
    <message>
        <source>.json holds all of it; .csv and .xlsx the passages. Unmasked</source>
        <translation>.json chứa tất cả; .csv và .xlsx chỉ các lượt. Số không che</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>Ghi tệp</translation>
    </message>
    <message>
        <source>Gone from the store, its index and its log at once. Backups made before hold it for up to three weeks more, unless a new one takes their place.</source>
        <translation>Mất ngay khỏi dữ liệu, chỉ mục và nhật ký ghi. Bản sao lưu cũ còn giữ tối đa ba tuần, trừ khi thay bằng bản mới.</translation>
    </message>
    <message>
        <source>Make a new backup now and delete the older ones</source>
        <translation>Sao lưu mới ngay và xoá các bản cũ</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Xoá…</translation>
    </message>
    <message>
        <source>Delete this person&apos;s data</source>
        <translation>Xoá dữ liệu của người này</translation>
    </message>
</context>
<context>
    <name>PhoneBar</name>
    <message>
        <source>Phone, first time: {name}</source>
        <translation>Điện thoại (lần đầu): {name}</translation>
    </message>
    <message>
        <source>Phone number of who came for the first time</source>
        <translation>Số điện thoại của người đến lần đầu</translation>
    </message>
    <message>
        <source>Just type the digits</source>
        <translation>Gõ số luôn</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Bỏ qua</translation>
    </message>
</context>
<context>
    <name>PictureScreen</name>
    <message>
        <source>Open a picture</source>
        <translation>Mở ảnh</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Mọi tệp</translation>
    </message>
    <message>
        <source>No picture was copied. In the chat, right-click the picture: Copy.</source>
        <translation>Chưa có ảnh nào được sao chép. Trong Zalo, bấm chuột phải vào ảnh, chọn Sao chép.</translation>
    </message>
    <message>
        <source>copied picture</source>
        <translation>ảnh đã sao chép</translation>
    </message>
    <message>
        <source>Only the first {count} pictures are read at a time.</source>
        <translation>Mỗi lần chỉ đọc {count} ảnh đầu.</translation>
    </message>
    <message>
        <source>No code was found in the picture.</source>
        <translation>Không thấy mã nào trong ảnh.</translation>
    </message>
    <message>
        <source>The light in it is bad: ask for another picture.</source>
        <translation>Ảnh quá tối, quá sáng hoặc bị chói: xin ảnh khác.</translation>
    </message>
    <message>
        <source>It is blurred: ask for a sharp picture.</source>
        <translation>Ảnh bị mờ: xin ảnh rõ nét hơn.</translation>
    </message>
    <message>
        <source>The code is too small in it: ask for a picture taken closer.</source>
        <translation>Mã trong ảnh quá nhỏ: xin ảnh chụp gần hơn.</translation>
    </message>
    <message>
        <source>Ask for the original picture, not a screenshot of it; or cut the code out with {key}.</source>
        <translation>Xin ảnh gốc, đừng dùng ảnh chụp lại; hoặc khoanh riêng mã bằng {key}.</translation>
    </message>
    <message>
        <source>Read a picture</source>
        <translation>Đọc ảnh</translation>
    </message>
    <message>
        <source>Read a code from a picture</source>
        <translation>Đọc mã từ ảnh</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Mở tệp ảnh</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Dán ảnh</translation>
    </message>
    <message>
        <source>Part of the screen</source>
        <translation>Một phần màn hình</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Đang đọc…</translation>
    </message>
    <message>
        <source>Drop a picture here, or paste a copied one</source>
        <translation>Kéo ảnh thả vào đây, hoặc dán ảnh đã sao chép</translation>
    </message>
    <message>
        <source>The picture is only read, never kept. Nothing is recorded until you say so.</source>
        <translation>Ảnh chỉ được đọc, không lưu lại. Chưa ghi gì cho đến khi bấm Ghi lượt.</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN</source>
        <translation>Mã PIN</translation>
    </message>
    <message>
        <source>Type the digits, then Enter</source>
        <translation>Bấm số rồi Enter</translation>
    </message>
    <message>
        <source>Erase a digit</source>
        <translation>Xoá một số</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Mở khoá</translation>
    </message>
</context>
<context>
    <name>PlaceStep</name>
    <message>
        <source>Site and gate</source>
        <translation>Địa điểm và cổng</translation>
    </message>
    <message>
        <source>A number, or nothing for no limit</source>
        <translation>Nhập số, hoặc bỏ trống nếu không giới hạn</translation>
    </message>
    <message>
        <source>Name of the site</source>
        <translation>Tên địa điểm</translation>
    </message>
    <message>
        <source>For example: Sample Apartments</source>
        <translation>Ví dụ: Chung cư Mẫu</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Cổng</translation>
    </message>
    <message>
        <source>For example: Gate 2</source>
        <translation>Ví dụ: Cổng 2</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>Loại địa điểm</translation>
    </message>
    <message>
        <source>People allowed inside</source>
        <translation>Số người tối đa bên trong</translation>
    </message>
    <message>
        <source>Leave empty for no limit</source>
        <translation>Bỏ trống nếu không giới hạn</translation>
    </message>
</context>
<context>
    <name>Poster</name>
    <message>
        <source>Code of this place</source>
        <translation>Mã địa điểm</translation>
    </message>
    <message>
        <source>SCAN THIS CODE WHEN YOU ENTER AND WHEN YOU LEAVE</source>
        <translation>QUÉT MÃ NÀY KHI VÀO VÀ KHI RA</translation>
    </message>
    <message>
        <source>Open your health declaration app or the camera.</source>
        <translation>Mở ứng dụng khai báo y tế hoặc máy ảnh.</translation>
    </message>
    <message>
        <source>Scan this code, check your details and send.</source>
        <translation>Quét mã này, kiểm tra thông tin rồi gửi.</translation>
    </message>
    <message>
        <source>Show the screen to the guard, then pass.</source>
        <translation>Cho người trực xem màn hình rồi qua cổng.</translation>
    </message>
    <message>
        <source>No smartphone? Show your ID card or health insurance card with a QR code, or ask the guard for the paper form.</source>
        <translation>Không có điện thoại thông minh? Đưa thẻ căn cước hoặc thẻ bảo hiểm y tế có mã QR, hoặc hỏi người trực để khai tờ giấy.</translation>
    </message>
    <message>
        <source>5K: masks · disinfection · distance · no gathering · health declaration. Help: {hotline}</source>
        <translation>5K: Khẩu trang · Khử khuẩn · Khoảng cách · Không tụ tập · Khai báo y tế. Hỗ trợ: {hotline}</translation>
    </message>
</context>
<context>
    <name>PresentList</name>
    <message>
        <source>too long</source>
        <translation>quá lâu</translation>
    </message>
    <message>
        <source>Nobody here</source>
        <translation>Không có ai</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>Đang ở trong</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>stopping…</source>
        <translation>đang dừng…</translation>
    </message>
    <message>
        <source>about {wait} left</source>
        <translation>còn khoảng {wait}</translation>
    </message>
    <message>
        <source>at work…</source>
        <translation>đang chạy…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>Stop this work</source>
        <translation>Dừng việc này</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Which?</source>
        <translation>Ghi rõ</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Có</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Không</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>in the last {days} days</source>
        <translation>trong {days} ngày qua</translation>
    </message>
    <message>
        <source>Signs of illness {within}: fever, cough, shortness of breath, pneumonia, sore throat, tiredness</source>
        <translation>Có dấu hiệu {within}: sốt, ho, khó thở, viêm phổi, đau họng, mệt mỏi</translation>
    </message>
    <message>
        <source>(1) Signs</source>
        <translation>(1) Dấu hiệu bệnh</translation>
    </message>
    <message>
        <source>Contact {within} with somebody who has, or may have, COVID-19</source>
        <translation>Tiếp xúc {within} với người bệnh hoặc nghi ngờ mắc COVID-19</translation>
    </message>
    <message>
        <source>(2) Contact: patient</source>
        <translation>(2) Gặp người bệnh</translation>
    </message>
    <message>
        <source>Contact {within} with somebody from a country with COVID-19</source>
        <translation>Tiếp xúc {within} với người từ nước có bệnh COVID-19</translation>
    </message>
    <message>
        <source>(2) Contact: from abroad</source>
        <translation>(2) Từ nước có dịch</translation>
    </message>
    <message>
        <source>Contact {within} with somebody with signs of illness</source>
        <translation>Tiếp xúc {within} với người có biểu hiện sốt, ho, khó thở, viêm phổi</translation>
    </message>
    <message>
        <source>(2) Contact: with signs</source>
        <translation>(2) Gặp người ốm</translation>
    </message>
    <message>
        <source>Was {within} in another province, city or country</source>
        <translation>Có đến tỉnh, thành phố, quốc gia khác {within}</translation>
    </message>
    <message>
        <source>(3) Travel</source>
        <translation>(3) Đi nơi khác</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Scan</source>
        <translation>Quét</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Tờ khai</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Giao hàng</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Ở trong</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Cần xử lý</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Báo cáo</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Trợ giúp</translation>
    </message>
    <message>
        <source>Manage</source>
        <translation>Quản lý</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>Màn hình</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} việc đang chờ</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Nobody yet</source>
        <translation>Chưa có lượt nào</translation>
    </message>
    <message>
        <source>Last passages</source>
        <translation>Các lượt vừa ghi</translation>
    </message>
</context>
<context>
    <name>RecentModel</name>
    <message>
        <source>voided</source>
        <translation>đã huỷ</translation>
    </message>
</context>
<context>
    <name>RegionPicker</name>
    <message>
        <source>Choose the code on the screen</source>
        <translation>Chọn mã trên màn hình</translation>
    </message>
    <message>
        <source>Drag a frame around the code. Arrows and Shift+arrows, then Enter; Enter alone: the whole screen; Esc: back</source>
        <translation>Kéo chuột khoanh quanh mã. Hoặc dùng phím mũi tên, Shift + mũi tên rồi Enter; chỉ Enter: cả màn hình; Esc: quay lại</translation>
    </message>
</context>
<context>
    <name>RehearsalScreen</name>
    <message>
        <source>All five were seen and heard.</source>
        <translation>Đã xem và nghe đủ năm kết quả.</translation>
    </message>
    <message>
        <source>Invented people. Recorded by nobody while the rehearsal is open.</source>
        <translation>Người trong mã là bịa. Khi trang tập dượt đang mở, không mã nào được ghi.</translation>
    </message>
    <message>
        <source>Printed.</source>
        <translation>Đã in.</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Tập dượt</translation>
    </message>
    <message>
        <source>Rehearsal: nothing is recorded</source>
        <translation>Tập dượt: không ghi gì cả</translation>
    </message>
    <message>
        <source>Every code brings one of five verdicts, each with its own colour, shape and sound. Try them: press 1 to 5, or Enter for one after the other.</source>
        <translation>Mỗi mã cho một trong năm kết quả, có màu, hình và tiếng riêng. Bấm 1 đến 5 để thử, hoặc Enter để thử lần lượt.</translation>
    </message>
    <message>
        <source>Or hold the code up to the camera, from a phone&apos;s photo or printed. While this page is open, no code is recorded.</source>
        <translation>Hoặc đưa mã vào máy quay, chụp bằng điện thoại hay in ra. Khi trang này đang mở, không mã nào được ghi.</translation>
    </message>
    <message>
        <source>Camera and scanners go on recording; only the keys rehearse.</source>
        <translation>Máy quay và máy quét vẫn ghi thật; chỉ bấm phím là tập dượt.</translation>
    </message>
    <message>
        <source>Photograph it with a phone, or print it</source>
        <translation>Chụp bằng điện thoại, hoặc in ra</translation>
    </message>
    <message>
        <source>Recorded. Let the person pass.</source>
        <translation>Đã ghi. Mời qua.</translation>
    </message>
    <message>
        <source>Recorded too. Read the second line, then decide yourself.</source>
        <translation>Cũng đã ghi. Đọc dòng thứ hai rồi tự quyết định.</translation>
    </message>
    <message>
        <source>The same code within five seconds. It counts once.</source>
        <translation>Cùng một mã trong năm giây. Chỉ tính một lần.</translation>
    </message>
    <message>
        <source>No person in the code. Type the form in: {key}.</source>
        <translation>Mã không có người. Nhập tay: {key}.</translation>
    </message>
    <message>
        <source>Nothing was recorded. Do what the banner says, write on paper until then.</source>
        <translation>Chưa ghi được. Làm theo hướng dẫn trên bảng, tạm ghi ra giấy.</translation>
    </message>
    <message>
        <source>To the gate  {key}</source>
        <translation>Ra cổng  {key}</translation>
    </message>
    <message>
        <source>Manage  {key}</source>
        <translation>Quản lý  {key}</translation>
    </message>
    <message>
        <source>End the rehearsal</source>
        <translation>Kết thúc tập dượt</translation>
    </message>
    <message>
        <source>Print the codes</source>
        <translation>In mã thử</translation>
    </message>
</context>
<context>
    <name>ReportScreen</name>
    <message>
        <source>Today up to {time}</source>
        <translation>Hôm nay, đến {time}</translation>
    </message>
    <message>
        <source>The whole day, as it stands now</source>
        <translation>Cả ngày, theo số hiện có</translation>
    </message>
    <message>
        <source>It is not 16:00 yet: these numbers still change.</source>
        <translation>Chưa đến 16:00: số còn thay đổi.</translation>
    </message>
    <message>
        <source>Nothing was kept at 16:00 of this day: counted anew, up to 16:00.</source>
        <translation>Ngày này không chốt lúc 16:00: tính lại đến 16:00.</translation>
    </message>
    <message>
        <source>Kept at {time}; it does not change any more.</source>
        <translation>Đã chốt lúc {time}, không đổi nữa.</translation>
    </message>
    <message>
        <source>Since then {count} more were recorded for the time before 16:00.</source>
        <translation>Sau đó nhập thêm {count} lượt của trước 16:00.</translation>
    </message>
    <message>
        <source>The page as printed</source>
        <translation>Trang in</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Đang in…</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>Đã gửi tới máy in.</translation>
    </message>
    <message>
        <source>day-sheet</source>
        <comment>a file&apos;s name: plain letters</comment>
        <translation>phieu-ngay</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Đã lưu: {path}</translation>
    </message>
    <message>
        <source>What the hub found</source>
        <translation>Những gì máy chủ thấy cần sửa</translation>
    </message>
    <message>
        <source>Sheet of 16:00</source>
        <translation>Phiếu 16:00</translation>
    </message>
    <message>
        <source>To put right</source>
        <translation>Việc cần sửa</translation>
    </message>
    <message>
        <source>Up to now</source>
        <translation>Đến bây giờ</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Báo cáo</translation>
    </message>
    <message>
        <source>Which numbers</source>
        <translation>Số nào</translation>
    </message>
    <message>
        <source>The day before, Page Up</source>
        <translation>Ngày trước, Page Up</translation>
    </message>
    <message>
        <source>The day after, Page Down</source>
        <translation>Ngày sau, Page Down</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Vào</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Ra</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Tổng lượt</translation>
    </message>
    <message>
        <source>With a warning</source>
        <translation>Cần xem lại</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Đã huỷ</translation>
    </message>
    <message>
        <source>BY HOUR</source>
        <translation>THEO GIỜ</translation>
    </message>
    <message>
        <source>HOW THEY WERE RECORDED</source>
        <translation>CÁCH GHI</translation>
    </message>
    <message>
        <source>WHO PASSED</source>
        <translation>ĐỐI TƯỢNG</translation>
    </message>
    <message>
        <source>BALANCE OF THIS STATION</source>
        <translation>ĐỐI CHIẾU CỦA TRẠM NÀY</translation>
    </message>
    <message>
        <source>Folder for files</source>
        <translation>Thư mục lưu tệp</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In giấy</translation>
    </message>
</context>
<context>
    <name>RescueScreen</name>
    <message>
        <source>A backup of {day}, {time}: {count} passages.</source>
        <translation>Bản sao lưu ngày {day}, lúc {time}: {count} lượt.</translation>
    </message>
    <message>
        <source>Please fill this in</source>
        <translation>Hãy điền vào đây</translation>
    </message>
    <message>
        <source>Putting the backup back</source>
        <translation>Đang khôi phục bản sao lưu</translation>
    </message>
    <message>
        <source>Saving what can be read</source>
        <translation>Đang cứu phần còn đọc được</translation>
    </message>
    <message>
        <source>Stopped. Nothing has changed.</source>
        <translation>Đã dừng. Không có gì thay đổi.</translation>
    </message>
    <message>
        <source>Put it back all the same</source>
        <translation>Vẫn khôi phục</translation>
    </message>
    <message>
        <source>The data on this computer is another station&apos;s than the backup&apos;s.</source>
        <translation>Dữ liệu trên máy này là của trạm khác với bản sao lưu.</translation>
    </message>
    <message>
        <source>A newer program wrote the data here: {count} unsent passages of it cannot be carried over.</source>
        <translation>Dữ liệu trên máy này do bản mới hơn ghi: {count} lượt chưa gửi không chép sang được.</translation>
    </message>
    <message>
        <source>The data on this computer cannot be read to be carried over.</source>
        <translation>Không đọc được dữ liệu trên máy này để chép sang.</translation>
    </message>
    <message>
        <source>It is set aside and not deleted. Go on?</source>
        <translation>Dữ liệu đó được cất riêng, không xoá. Tiếp tục?</translation>
    </message>
    <message>
        <source>Put a backup back</source>
        <translation>Khôi phục bản sao lưu</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>Cứu phần còn đọc được</translation>
    </message>
    <message>
        <source>The station becomes what it was when the backup was made. What is on this computer and not in the backup is carried over where it can be read.</source>
        <translation>Trạm trở lại như lúc sao lưu. Phần có trên máy này mà bản sao lưu không có sẽ được chép sang nếu còn đọc được.</translation>
    </message>
    <message>
        <source>A whole store is made of what can be read of the damaged one; the newest backup fills what is missing. The damaged one is set aside and not deleted.</source>
        <translation>Dựng lại dữ liệu nguyên vẹn từ phần còn đọc được; chỗ thiếu lấy từ bản sao lưu mới nhất. Dữ liệu hỏng được cất riêng, không xoá.</translation>
    </message>
    <message>
        <source>Afterwards: what the hub had not confirmed is sent again, and nothing is counted twice. If the hub does not know this station any more, join it with a new code.</source>
        <translation>Sau đó: lượt máy chủ chưa xác nhận sẽ được gửi lại, không tính hai lần. Nếu máy chủ không còn nhận trạm này, hãy đăng ký lại bằng mã mới.</translation>
    </message>
    <message>
        <source>File of the backup</source>
        <translation>Tệp sao lưu</translation>
    </message>
    <message>
        <source>On a stick, perhaps</source>
        <translation>Có thể nằm trên USB</translation>
    </message>
    <message>
        <source>PIN, passphrase or recovery code</source>
        <translation>PIN, câu mật khẩu hoặc mã khôi phục</translation>
    </message>
    <message>
        <source>A supervisor&apos;s, as it was then</source>
        <translation>Của người phụ trách, như lúc sao lưu</translation>
    </message>
    <message>
        <source>A supervisor&apos;s</source>
        <translation>Của người phụ trách</translation>
    </message>
    <message>
        <source>Back  {key}</source>
        <translation>Quay lại  {key}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Tiếp tục</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message>
        <source>Set by the hub; this holds without it</source>
        <translation>Máy chủ đặt; giá trị này dùng khi không có</translation>
    </message>
    <message>
        <source>Not a value it can have</source>
        <translation>Giá trị không hợp lệ</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Đồng ý</translation>
    </message>
    <message>
        <source>Legal duty</source>
        <translation>Theo luật</translation>
    </message>
    <message>
        <source>Rules of this site</source>
        <translation>Quy định của nơi này</translation>
    </message>
    <message>
        <source>Supervisors change them. Each change is in the log.</source>
        <translation>Người phụ trách thay đổi. Mỗi lần đều ghi vào nhật ký.</translation>
    </message>
    <message>
        <source>Minutes; 0 for never</source>
        <translation>Phút; 0 là không bao giờ</translation>
    </message>
    <message>
        <source>Days; 0 for as long as possible</source>
        <translation>Ngày; 0 là giữ mãi</translation>
    </message>
    <message>
        <source>0 for no limit; empty: none, as set up</source>
        <translation>0: không giới hạn; trống: như lúc cài</translation>
    </message>
    <message>
        <source>0 for no limit; empty: {count}, as set up</source>
        <translation>0: không giới hạn; trống: {count}, như lúc cài</translation>
    </message>
    <message>
        <source>People allowed inside</source>
        <translation>Số người tối đa bên trong</translation>
    </message>
    <message>
        <source>Visitors too long inside after</source>
        <translation>Khách ở quá lâu sau</translation>
    </message>
    <message>
        <source>Deliveries too long inside after</source>
        <translation>Giao hàng ở quá lâu sau</translation>
    </message>
    <message>
        <source>Keep passages</source>
        <translation>Giữ các lượt</translation>
    </message>
    <message>
        <source>Health questions look back</source>
        <translation>Hỏi sức khoẻ trong vòng</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Contacts around a stay</source>
        <translation>Tính tiếp xúc cộng thêm</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Số phút</translation>
    </message>
    <message>
        <source>Lock by itself after</source>
        <translation>Tự khoá sau</translation>
    </message>
    <message>
        <source>Wards whose market cards are good here</source>
        <translation>Phường có thẻ đi chợ dùng được ở đây</translation>
    </message>
    <message>
        <source>With commas between them; empty for all</source>
        <translation>Cách nhau bằng dấu phẩy; để trống là tất cả</translation>
    </message>
    <message>
        <source>Whom visitors ask about their data</source>
        <translation>Khách hỏi ai về dữ liệu của mình</translation>
    </message>
    <message>
        <source>An office, a phone number: on the visitor&apos;s screen</source>
        <translation>Tên phòng, số điện thoại: hiện trên màn hình cho khách</translation>
    </message>
    <message>
        <source>Ground on which declarations are taken</source>
        <translation>Căn cứ thu tờ khai</translation>
    </message>
    <message>
        <source>Unmasked numbers and tracing take a second person</source>
        <translation>Xem số đầy đủ và truy vết cần người thứ hai</translation>
    </message>
    <message>
        <source>Go on scanning behind the lock</source>
        <translation>Vẫn quét khi màn hình khoá</translation>
    </message>
</context>
<context>
    <name>ScannerChoice</name>
    <message>
        <source>Automatic</source>
        <translation>Tự động</translation>
    </message>
    <message>
        <source>{name}: not plugged in</source>
        <translation>{name}: chưa cắm</translation>
    </message>
    <message>
        <source>No scanner</source>
        <translation>Không dùng máy quét</translation>
    </message>
</context>
<context>
    <name>SentPictures</name>
    <message>
        <source>part of the screen</source>
        <translation>phần màn hình</translation>
    </message>
    <message>
        <source>This computer&apos;s desktop does not let the program see the screen. Take the picture with the PrtSc key, then press {key}.</source>
        <translation>Máy này không cho chương trình chụp màn hình. Bấm phím PrtSc để chụp, rồi bấm {key}.</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>In use: {width}×{height}, {rate} pictures a second</source>
        <translation>Đang dùng: {width}×{height}, {rate} hình/giây</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Theo máy</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Sáng</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Tối</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Tương phản</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Màu nền</translation>
    </message>
    <message>
        <source>Dark is for the night shift</source>
        <translation>Nền tối dành cho ca đêm</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <source>{larger} and {smaller} anywhere; {usual} for the usual size</source>
        <translation>{larger} và {smaller} ở mọi trang; {usual} về cỡ thường</translation>
    </message>
    <message>
        <source>Direction of this lane</source>
        <translation>Chiều của làn này</translation>
    </message>
    <message>
        <source>Automatic: whoever is inside goes out, everyone else comes in</source>
        <translation>Tự động: người đang ở trong là ra, còn lại là vào</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Máy quay</translation>
    </message>
    <message>
        <source>The size it gives is shown once it runs</source>
        <translation>Khi chạy, cỡ hình hiện ở đây</translation>
    </message>
    <message>
        <source>Another source</source>
        <translation>Nguồn khác</translation>
    </message>
    <message>
        <source>A file, a folder, or the address of a network camera</source>
        <translation>Tệp, thư mục, hoặc địa chỉ máy quay mạng</translation>
    </message>
    <message>
        <source>Scanner on a serial port</source>
        <translation>Máy quét cổng nối tiếp (COM)</translation>
    </message>
    <message>
        <source>Automatic: known makers&apos; scanners, as soon as they are plugged in</source>
        <translation>Tự động: nhận máy quét của các hãng quen thuộc ngay khi cắm</translation>
    </message>
    <message>
        <source>Scanner that types like a keyboard</source>
        <translation>Máy quét gõ như bàn phím</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Âm thanh</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Âm lượng</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Tìm lại</translation>
    </message>
    <message>
        <source>Look for cameras again</source>
        <translation>Tìm lại máy quay</translation>
    </message>
    <message>
        <source>Look for scanners again</source>
        <translation>Tìm lại máy quét</translation>
    </message>
    <message>
        <source>Its codes are recorded and never typed into a field</source>
        <translation>Ghi mã quét được, không để chữ rơi vào ô nhập</translation>
    </message>
    <message>
        <source>A short sound with each verdict</source>
        <translation>Kêu một tiếng ngắn sau mỗi lượt quét</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>INSIDE NOW</source>
        <translation>ĐANG Ở TRONG</translation>
    </message>
    <message>
        <source>TODAY</source>
        <translation>HÔM NAY</translation>
    </message>
    <message>
        <source>JUST RECORDED</source>
        <translation>VỪA GHI</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Vào</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Ra</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Giấy</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Giao</translation>
    </message>
    <message>
        <source>Take back  {key}</source>
        <translation>Huỷ lượt cuối  {key}</translation>
    </message>
    <message>
        <source>Take back the last passage</source>
        <translation>Huỷ lượt vừa ghi</translation>
    </message>
    <message>
        <source>How full the site is</source>
        <translation>Mức đông bên trong</translation>
    </message>
</context>
<context>
    <name>Sights</name>
    <message>
        <source>The scanner is there again: {name}</source>
        <translation>Máy quét đã nối lại: {name}</translation>
    </message>
    <message>
        <source>The Vietnamese input method is changing what the scanner types. Turn it off (UniKey, EVKey, Ctrl+Shift), then scan again.</source>
        <translation>Bộ gõ tiếng Việt đang sửa chữ của máy quét. Tắt bộ gõ tiếng Việt (UniKey, EVKey: Ctrl+Shift), rồi quét lại.</translation>
    </message>
</context>
<context>
    <name>StaffScreen</name>
    <message>
        <source>no longer here</source>
        <translation>đã nghỉ</translation>
    </message>
    <message>
        <source>on duty</source>
        <translation>đang trực</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>{name} is {role} from now on.</source>
        <translation>Từ giờ {name} là {role}.</translation>
    </message>
    <message>
        <source>Remove {name}? Their PIN opens nothing any more; what they recorded stays theirs. Change the store&apos;s key afterwards if they are not to be trusted.</source>
        <translation>Cho {name} nghỉ? Mã PIN của người này hết dùng; lượt đã ghi vẫn đứng tên họ. Nếu không còn tin được, hãy đổi khoá dữ liệu sau đó.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Cho nghỉ</translation>
    </message>
    <message>
        <source>{name} can sign in no more.</source>
        <translation>{name} không đăng nhập được nữa.</translation>
    </message>
    <message>
        <source>New PIN for {name}</source>
        <translation>Mã PIN mới cho {name}</translation>
    </message>
    <message>
        <source>{name} has a new PIN.</source>
        <translation>{name} đã có mã PIN mới.</translation>
    </message>
    <message>
        <source>Please fill this in</source>
        <translation>Hãy điền vào đây</translation>
    </message>
    <message>
        <source>{name} can sign in now.</source>
        <translation>{name} đã đăng nhập được.</translation>
    </message>
    <message>
        <source>Make a new recovery code? The one before opens nothing any more.</source>
        <translation>Tạo mã khôi phục mới? Mã cũ sẽ hết dùng.</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Tạo</translation>
    </message>
    <message>
        <source>Change the store&apos;s key? The gate waits for about {wait} meanwhile; nobody&apos;s PIN changes. Whoever was removed does not get the new key.</source>
        <translation>Đổi khoá dữ liệu? Cổng phải chờ khoảng {wait}; không mã PIN nào thay đổi. Người đã nghỉ không có khoá mới.</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Đổi</translation>
    </message>
    <message>
        <source>Changing the store&apos;s key</source>
        <translation>Đang đổi khoá dữ liệu</translation>
    </message>
    <message>
        <source>Write it on paper and lock it away: it is shown once, and opens everything.</source>
        <translation>Chép ra giấy và cất kỹ: mã chỉ hiện một lần và mở được tất cả.</translation>
    </message>
    <message>
        <source>There is one. It opens the store when a PIN is forgotten.</source>
        <translation>Đã có mã. Dùng khi quên mã PIN.</translation>
    </message>
    <message>
        <source>There is none: a forgotten PIN would be the end of the store.</source>
        <translation>Chưa có mã: quên mã PIN là mất hết dữ liệu.</translation>
    </message>
    <message>
        <source>Staff &amp; PINs</source>
        <translation>Nhân viên &amp; mã PIN</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Nhân viên</translation>
    </message>
    <message>
        <source>Role of the marked one</source>
        <translation>Vai trò của người đang chọn</translation>
    </message>
    <message>
        <source>New PIN…</source>
        <translation>Mã PIN mới…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Cho nghỉ…</translation>
    </message>
    <message>
        <source>Save the PIN</source>
        <translation>Lưu mã PIN</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Make a recovery code</source>
        <translation>Tạo mã khôi phục</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Đã chép xong</translation>
    </message>
    <message>
        <source>Change the key…</source>
        <translation>Đổi khoá…</translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation>Thêm người</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Their role</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>The store&apos;s key</source>
        <translation>Khoá dữ liệu</translation>
    </message>
    <message>
        <source>A new key shuts out whoever was removed and kept a copy of the old one.</source>
        <translation>Khoá mới chặn người đã nghỉ mà còn giữ khoá cũ.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Scanner ready: {name}</source>
        <translation>Máy quét sẵn sàng: {name}</translation>
    </message>
    <message>
        <source>NOT RECORDING</source>
        <translation>KHÔNG GHI LƯỢT</translation>
    </message>
    <message>
        <source>Lock, {key}</source>
        <translation>Khoá màn hình, {key}</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Please fill this in</source>
        <translation>Hãy điền vào đây</translation>
    </message>
</context>
<context>
    <name>StoreScreen</name>
    <message>
        <source>Checking every record</source>
        <translation>Đang kiểm tra từng bản ghi</translation>
    </message>
    <message>
        <source>All is well: {count} links of the journal fit, and every number.</source>
        <translation>Ổn cả: {count} mắt xích của sổ khớp, mọi con số khớp.</translation>
    </message>
    <message>
        <source>Something does not fit, at link {place} of the journal ({fault}). Make a backup now and call for help; keep on recording.</source>
        <translation>Có chỗ không khớp, ở mắt xích {place} của sổ ({fault}). Hãy sao lưu ngay và gọi hỗ trợ; cứ ghi tiếp.</translation>
    </message>
    <message>
        <source>Backed up and verified: {file}</source>
        <translation>Đã sao lưu và kiểm tra: {file}</translation>
    </message>
    <message>
        <source>Backing up; the gate goes on</source>
        <translation>Đang sao lưu; cổng vẫn chạy</translation>
    </message>
    <message>
        <source>1 to {most}</source>
        <translation>Từ 1 đến {most}</translation>
    </message>
    <message>
        <source>Delete up to {count} passages from before {day}? What the hub has not confirmed stays. The counts of the days and a signed certificate stay too.</source>
        <translation>Xoá nhiều nhất {count} lượt trước ngày {day}? Lượt máy chủ chưa xác nhận thì giữ lại. Số đếm từng ngày và giấy chứng nhận có chữ ký vẫn còn.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xoá</translation>
    </message>
    <message>
        <source>Deleting what is too old</source>
        <translation>Đang xoá dữ liệu quá hạn</translation>
    </message>
    <message>
        <source>{count} passages deleted; {kept} that the hub has not confirmed stay.</source>
        <translation>Đã xoá {count} lượt; giữ lại {kept} lượt máy chủ chưa xác nhận.</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Đã lưu: {file}</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Không ghi được tệp vào chỗ đó.</translation>
    </message>
    <message>
        <source>No backup yet; the first is made within the hour.</source>
        <translation>Chưa có bản sao lưu; bản đầu tiên sẽ có trong vòng một giờ.</translation>
    </message>
    <message>
        <source>Made by itself every hour, the last at {time} on {day}.</source>
        <translation>Tự sao lưu mỗi giờ, lần cuối lúc {time} ngày {day}.</translation>
    </message>
    <message>
        <source>Store &amp; backup</source>
        <translation>Dữ liệu &amp; sao lưu</translation>
    </message>
    <message>
        <source>Nothing is missing</source>
        <translation>Không thiếu gì</translation>
    </message>
    <message>
        <source>The check recomputes the chain of the journal, asks for the hub&apos;s receipts and recounts every number, from every page of the store.</source>
        <translation>Kiểm tra tính lại chuỗi của sổ, đối chiếu biên nhận của máy chủ và đếm lại mọi con số, đọc từng trang dữ liệu.</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sao lưu</translation>
    </message>
    <message>
        <source>One in a file, on a stick perhaps</source>
        <translation>Lưu một bản ra tệp, ví dụ USB</translation>
    </message>
    <message>
        <source>Encrypted: a PIN opens it</source>
        <translation>Đã mã hoá: mở bằng mã PIN</translation>
    </message>
    <message>
        <source>Delete what is too old</source>
        <translation>Xoá dữ liệu quá hạn</translation>
    </message>
    <message>
        <source>Done by itself once a day, after the days in the settings; here by hand.</source>
        <translation>Mỗi ngày tự xoá một lần theo số ngày trong Cài đặt; ở đây xoá bằng tay.</translation>
    </message>
    <message>
        <source>Keep so many days</source>
        <translation>Giữ số ngày</translation>
    </message>
    <message>
        <source>The certificate, to be kept</source>
        <translation>Giấy chứng nhận xoá, cần giữ lại</translation>
    </message>
    <message>
        <source>Enter saves it</source>
        <translation>Enter để lưu</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>Kiểm tra tất cả</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Sao lưu ngay</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Xoá…</translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Recorded before</source>
        <translation>Đã từng ghi</translation>
    </message>
    <message>
        <source>Recorded before: ↓ to choose, Enter to fill in</source>
        <translation>Đã từng ghi: ↓ để chọn, Enter để điền</translation>
    </message>
</context>
<context>
    <name>SupervisorStep</name>
    <message>
        <source>Supervisor</source>
        <translation>Người phụ trách</translation>
    </message>
    <message>
        <source>The two differ</source>
        <translation>Hai lần gõ khác nhau</translation>
    </message>
    <message>
        <source>That is not the code&apos;s last group. Look at what you wrote down.</source>
        <translation>Không đúng nhóm cuối của mã. Xem lại bản đã chép.</translation>
    </message>
    <message>
        <source>Supervisor&apos;s name</source>
        <translation>Họ tên người phụ trách</translation>
    </message>
    <message>
        <source>Supervisor&apos;s PIN or passphrase</source>
        <translation>PIN hoặc câu mật khẩu của người phụ trách</translation>
    </message>
    <message>
        <source>4 to 12 digits, or at least six words</source>
        <translation>4 đến 12 chữ số, hoặc ít nhất sáu từ</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Gõ lại</translation>
    </message>
    <message>
        <source>Without it nobody gets in</source>
        <translation>Mất PIN thì không ai vào được</translation>
    </message>
    <message>
        <source>Type the last group of the code</source>
        <translation>Gõ lại nhóm cuối của mã</translation>
    </message>
    <message>
        <source>Or type {word} to go on without one</source>
        <translation>Hoặc gõ {word} nếu không dùng mã</translation>
    </message>
    <message>
        <source>SKIP</source>
        <translation>BO QUA</translation>
    </message>
    <message>
        <source>The recovery code opens the store when the PIN is forgotten. It is shown once: write it on paper and lock it away.</source>
        <translation>Mã khôi phục mở dữ liệu khi quên PIN. Mã chỉ hiện một lần: hãy chép ra giấy và cất vào tủ khoá.</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Print the recovery code</source>
        <translation>In mã khôi phục</translation>
    </message>
</context>
<context>
    <name>SyncLine</name>
    <message>
        <source>this computer&apos;s clock is {wait} slow</source>
        <translation>giờ máy chậm {wait}</translation>
    </message>
    <message>
        <source>this computer&apos;s clock is {wait} fast</source>
        <translation>giờ máy nhanh {wait}</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>Đã gửi hết</translation>
    </message>
    <message>
        <source>{count} not sent · sending</source>
        <translation>{count} chưa gửi · đang gửi</translation>
    </message>
    <message>
        <source>{count} not sent · all sent at about {time}</source>
        <translation>{count} chưa gửi · gửi xong khoảng {time}</translation>
    </message>
    <message>
        <source>{count} kept on this computer · no hub yet</source>
        <translation>{count} giữ tại máy · chưa nối máy chủ</translation>
    </message>
    <message>
        <source>{count} not sent</source>
        <translation>{count} chưa gửi</translation>
    </message>
    <message>
        <source>{cause} since {time}</source>
        <translation>{cause} từ {time}</translation>
    </message>
    <message>
        <source>next try in {wait}</source>
        <translation>thử lại sau {wait}</translation>
    </message>
    <message>
        <source>trying now</source>
        <translation>đang thử lại</translation>
    </message>
</context>
<context>
    <name>TraceScreen</name>
    <message>
        <source>Write a day: 11/08/2021</source>
        <translation>Ghi ngày: 11/08/2021</translation>
    </message>
    <message>
        <source>Write a whole number or plate</source>
        <translation>Ghi đủ số hoặc biển số</translation>
    </message>
    <message>
        <source>Before the first day</source>
        <translation>Trước ngày bắt đầu</translation>
    </message>
    <message>
        <source>Trace {person}, {since} to {until}: why?</source>
        <translation>Truy vết {person}, từ {since} đến {until}: vì sao?</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Truy vết</translation>
    </message>
    <message>
        <source>Nobody is known here by {person}. Check the number.</source>
        <translation>Ở đây chưa có ai với số {person}. Kiểm tra lại số.</translation>
    </message>
    <message>
        <source>{person} was not here on these days.</source>
        <translation>{person} không ở đây trong những ngày này.</translation>
    </message>
    <message>
        <source>{person} was here, and nobody else at the same time.</source>
        <translation>{person} có ở đây, không ai khác ở cùng lúc.</translation>
    </message>
    <message>
        <source>{person} was here together with {count} others, the longest first</source>
        <translation>{person} ở cùng {count} người khác, lâu nhất ở trên</translation>
    </message>
    <message>
        <source>Mask numbers</source>
        <translation>Che số</translation>
    </message>
    <message>
        <source>Show numbers…</source>
        <translation>Hiện số…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Số phút</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Số lần</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>Số giấy tờ</translation>
    </message>
    <message>
        <source>Show the numbers and phones of the contacts whole?</source>
        <translation>Hiện đủ số giấy tờ và điện thoại của những người này?</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
    <message>
        <source>Write the contacts with whole numbers to a closed file?</source>
        <translation>Ghi danh sách với đủ số vào tệp có mật khẩu?</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Ghi</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Không ghi được tệp vào chỗ đó.</translation>
    </message>
    <message>
        <source>Written: {file}. It opens with 7-Zip or WinRAR and this passphrase, which is shown once. Tell it by phone, never in the same message as the file.</source>
        <translation>Đã ghi: {file}. Mở bằng 7-Zip hoặc WinRAR với mật khẩu này; mật khẩu chỉ hiện một lần. Đọc qua điện thoại, đừng gửi chung với tệp.</translation>
    </message>
    <message>
        <source>Tracing</source>
        <translation>Truy vết</translation>
    </message>
    <message>
        <source>Each question is written down with its reason: in the access log, for good.</source>
        <translation>Mỗi lần hỏi đều được ghi lại kèm lý do trong nhật ký truy cập.</translation>
    </message>
    <message>
        <source>Person or vehicle</source>
        <translation>Người hoặc xe</translation>
    </message>
    <message>
        <source>A whole ID number, phone, insurance number or plate</source>
        <translation>Đủ số giấy tờ, điện thoại, thẻ BHYT hoặc biển số</translation>
    </message>
    <message>
        <source>Day, month, year</source>
        <translation>Ngày, tháng, năm</translation>
    </message>
    <message>
        <source>This day included</source>
        <translation>Kể cả ngày này</translation>
    </message>
    <message>
        <source>Minutes around</source>
        <translation>Cộng thêm phút</translation>
    </message>
    <message>
        <source>Before and after each stay</source>
        <translation>Trước và sau mỗi lần ở</translation>
    </message>
    <message>
        <source>Trace  {key}</source>
        <translation>Truy vết  {key}</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Người ở cùng</translation>
    </message>
    <message>
        <source>Hand on in a closed file…</source>
        <translation>Chuyển đi bằng tệp có mật khẩu…</translation>
    </message>
    <message>
        <source>File to hand on</source>
        <translation>Tệp chuyển đi</translation>
    </message>
    <message>
        <source>Enter goes on</source>
        <translation>Enter để tiếp tục</translation>
    </message>
</context>
<context>
    <name>TrayScreen</name>
    <message>
        <source>This computer&apos;s clock is {wait} slow: set it</source>
        <translation>Đồng hồ máy này chậm {wait}: chỉnh lại</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {wait} fast: set it</source>
        <translation>Đồng hồ máy này nhanh {wait}: chỉnh lại</translation>
    </message>
    <message>
        <source>{count} not read; {key}: read</source>
        <translation>{count} thông báo chưa đọc; {key}: đã đọc</translation>
    </message>
    <message>
        <source>Trying now</source>
        <translation>Đang thử gửi</translation>
    </message>
    <message>
        <source>Please fill this in</source>
        <translation>Điền mục này</translation>
    </message>
    <message>
        <source>Saved, sent again: {name}</source>
        <translation>Đã lưu, gửi lại: {name}</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Đã lưu: {name}</translation>
    </message>
    <message>
        <source>Void the passage of {name}? {key} once more voids it, Esc leaves it.</source>
        <translation>Huỷ lượt của {name}? Bấm {key} lần nữa để huỷ, Esc để thôi.</translation>
    </message>
    <message>
        <source>Taken back: {name}. It stays on record as voided.</source>
        <translation>Đã huỷ: {name}. Lượt vẫn được lưu là đã huỷ.</translation>
    </message>
    <message>
        <source>Sheet {number}: {how}? {key} once more notes it, Esc leaves it.</source>
        <translation>Tờ {number}: {how}? Bấm {key} lần nữa để ghi, Esc để thôi.</translation>
    </message>
    <message>
        <source>Noted: sheet {number}</source>
        <translation>Đã ghi nhận: tờ {number}</translation>
    </message>
    <message>
        <source>Sheet {number} is done</source>
        <translation>Tờ {number} đã xong</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Cần xử lý</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Camera</source>
        <translation>Máy quay</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Máy quét</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Gửi dữ liệu</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Đồng hồ</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sao lưu</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Thông báo</translation>
    </message>
</context>
<context>
    <name>VerdictBanner</name>
    <message>
        <source>NOT RECORDING. Codes are only looked at: {key} ends it</source>
        <translation>KHÔNG GHI. Chỉ xem mã: {key} để thôi</translation>
    </message>
    <message>
        <source>No picture. Type it in: {key}</source>
        <translation>Không có hình. Nhập tay: {key}</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Máy vẫn quét mã</translation>
    </message>
    <message>
        <source>Hold the code up to the camera</source>
        <translation>Đưa mã vào trước máy quay</translation>
    </message>
    <message>
        <source>REHEARSAL: {verdict}</source>
        <translation>TẬP DƯỢT: {verdict}</translation>
    </message>
    <message>
        <source>LOOKED AT, NOT RECORDED</source>
        <translation>CHỈ XEM, KHÔNG GHI</translation>
    </message>
    <message>
        <source>HUB&apos;S CODE</source>
        <translation>MÃ MÁY CHỦ</translation>
    </message>
    <message>
        <source>FORM SHEET</source>
        <translation>TỜ KHAI</translation>
    </message>
    <message>
        <source>Write it on paper.</source>
        <translation>Hãy ghi ra giấy.</translation>
    </message>
    <message>
        <source>Type its rows in: {key}</source>
        <translation>Nhập từng dòng: phím {key}</translation>
    </message>
    <message>
        <source>Nothing was recorded twice</source>
        <translation>Không ghi trùng</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết quả quét</translation>
    </message>
</context>
<context>
    <name>VisitList</name>
    <message>
        <source>too long</source>
        <translation>quá lâu</translation>
    </message>
    <message>
        <source>Everyone who brought something has left</source>
        <translation>Mọi người giao hàng đều đã ra</translation>
    </message>
    <message>
        <source>Deliveries under way</source>
        <translation>Các lượt đang giao</translation>
    </message>
</context>
<context>
    <name>Visitor</name>
    <message>
        <source>Please hold your code up to the camera</source>
        <translation>Xin mời đưa mã vào máy quay</translation>
    </message>
    <message>
        <source>What is recorded, and why</source>
        <translation>Ghi những gì, để làm gì</translation>
    </message>
    <message>
        <source>Your name, year of birth, phone and card number, the time, and whether you enter or leave. No picture is kept.</source>
        <translation>Họ tên, năm sinh, điện thoại, số giấy tờ, giờ, và vào hay ra. Không lưu hình ảnh.</translation>
    </message>
    <message>
        <source>Who keeps it: {who}</source>
        <translation>Nơi giữ dữ liệu: {who}</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Xin chờ một chút</translation>
    </message>
    <message>
        <source>Please ask the guard</source>
        <translation>Xin hỏi người trực chốt</translation>
    </message>
    <message>
        <source>Recorded already</source>
        <translation>Đã ghi rồi</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Đã ghi</translation>
    </message>
</context>
<context>
    <name>VisitorPage</name>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>Back  {key}</source>
        <translation>Quay lại  {key}</translation>
    </message>
    <message>
        <source>Back to the guard&apos;s page</source>
        <translation>Về trang của người trực</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>What to do</source>
        <translation>Việc cần làm</translation>
    </message>
    <message>
        <source>Save and send again</source>
        <translation>Lưu, gửi lại</translation>
    </message>
    <message>
        <source>Save the name</source>
        <translation>Lưu tên</translation>
    </message>
    <message>
        <source>Type it in</source>
        <translation>Nhập tờ này</translation>
    </message>
    <message>
        <source>See to it</source>
        <translation>Xem ngay</translation>
    </message>
    <message>
        <source>Send as it is</source>
        <translation>Gửi lại y nguyên</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Huỷ lượt</translation>
    </message>
    <message>
        <source>The other rows are empty</source>
        <translation>Các dòng còn lại trống</translation>
    </message>
    <message>
        <source>Nothing was written on it</source>
        <translation>Tờ không dùng</translation>
    </message>
    <message>
        <source>Spoiled</source>
        <translation>Tờ hỏng</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Tờ bị mất</translation>
    </message>
    <message>
        <source>All is done</source>
        <translation>Đã xong hết</translation>
    </message>
    <message>
        <source>Sheet {number}</source>
        <translation>Tờ {number}</translation>
    </message>
    <message>
        <source>The hub does not take it. {why}</source>
        <translation>Máy chủ chưa nhận. {why}</translation>
    </message>
    <message>
        <source>Printed {day}. {typed} of {rows} rows are typed.</source>
        <translation>In ngày {day}. Đã nhập {typed}/{rows} dòng.</translation>
    </message>
    <message>
        <source>Now {masked}: type all of it</source>
        <translation>Đang là {masked}: gõ lại cả số</translation>
    </message>
    <message>
        <source>At most {most} characters, now {count}</source>
        <translation>Nhiều nhất {most} ký tự, đang có {count}</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>As it stands on the card</source>
        <translation>Viết như trên thẻ</translation>
    </message>
</context>
<context>
    <name>_RecentDelegate</name>
    <message>
        <source>voided</source>
        <translation>đã huỷ</translation>
    </message>
    <message>
        <source>to fix</source>
        <translation>cần sửa</translation>
    </message>
</context>
<context>
    <name>found</name>
    <message>
        <source>Checking every record</source>
        <translation>Đang kiểm tra từng bản ghi</translation>
    </message>
</context>
<context>
    <name>screen</name>
    <message>
        <source>Saved: {path}</source>
        <translation>Đã lưu: {path}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>supervisor</source>
        <translation>phụ trách</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>kiểm tra</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>bảo vệ</translation>
    </message>
    <message>
        <source>,</source>
        <comment>thousands separator</comment>
        <translation>.</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Thứ Hai</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>Thứ Ba</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>Thứ Tư</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>Thứ Năm</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Thứ Sáu</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>Thứ Bảy</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Chủ Nhật</translation>
    </message>
    <message>
        <source>{count} s</source>
        <comment>seconds</comment>
        <translation>{count} giây</translation>
    </message>
    <message>
        <source>{count} min</source>
        <comment>minutes</comment>
        <translation>{count} phút</translation>
    </message>
    <message>
        <source>{hours} h {minutes}</source>
        <comment>hours and minutes</comment>
        <translation>{hours} giờ {minutes}</translation>
    </message>
    <message>
        <source>{count} d</source>
        <comment>days</comment>
        <translation>{count} ngày</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Không tên</translation>
    </message>
    <message>
        <source>No person in this code. Type it in: {key}</source>
        <translation>Mã này không có tên người. Nhập tay: phím {key}</translation>
    </message>
</context>
</TS>
