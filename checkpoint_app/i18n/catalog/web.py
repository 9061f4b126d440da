"""What every page of the hub's console says: the frame, signing in, errors, lists."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "web.product": ("Quản lý điểm quét QR", "Checkpoint console"),
    "web.skip": ("Đến nội dung chính", "Skip to the content"),
    "web.language": ("Ngôn ngữ", "Language"),
    "web.menu": ("Các mục", "Sections"),
    "web.help": (
        "Cần hỗ trợ: 19009095, hoặc Sở Thông tin và Truyền thông.",
        "Help: 19009095, or the Department of Information and Communications.",
    ),
    "web.nav.overview": ("Tổng quan", "Overview"),
    "web.nav.report": ("Báo cáo", "Report"),
    "web.nav.findings": ("Cần nhắc nhở", "Findings"),
    "web.nav.reminders": ("Đã nhắc", "Reminders"),
    "web.nav.places": ("Địa bàn", "Territory"),
    "web.nav.stations": ("Trạm", "Stations"),
    "web.nav.trace": ("Truy vết", "Tracing"),
    "web.nav.audit": ("Nhật ký truy cập", "Access log"),
    # Signing in, and one's account
    "web.sign_in": ("Đăng nhập", "Sign in"),
    "web.sign_out": ("Đăng xuất", "Sign out"),
    "web.login": ("Tên đăng nhập", "Login"),
    "web.password": ("Mật khẩu", "Password"),
    "web.login_hint": (
        "Quên mật khẩu: nhờ người quản trị máy chủ cấp lại.",
        "Forgot the password? Whoever runs the hub gives you a new one.",
    ),
    "web.login_wrong": (
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "The login or the password is wrong.",
    ),
    "web.too_many_tries": (
        "Sai quá nhiều lần. Chờ {minutes} phút rồi thử lại.",
        "Too many wrong tries. Try again in {minutes} min.",
    ),
    "web.signed_out": ("Đã đăng xuất.", "You are signed out."),
    "web.password_changed": (
        "Đã đổi mật khẩu. Đăng nhập lại bằng mật khẩu mới.",
        "The password is changed. Sign in with the new one.",
    ),
    "web.account": ("Tài khoản của tôi", "My account"),
    "web.name": ("Họ tên", "Name"),
    "web.role": ("Vai trò", "Role"),
    "web.role.site_head": ("Phụ trách địa điểm", "Head of a site"),
    "web.role.ward": ("Phường, xã", "Ward"),
    "web.role.district": ("Quận, huyện", "District"),
    "web.role.city": ("Thành phố", "City"),
    "web.role.tracer": ("Truy vết", "Tracer"),
    "web.role.auditor": ("Kiểm tra", "Auditor"),
    "web.scope": ("Phạm vi", "Scope"),
    "web.session_hint": (
        "Tự đăng xuất sau {minutes} phút không dùng, và sau {hours} giờ.",
        "You are signed out after {minutes} min without use, and after {hours} h.",
    ),
    "web.change_password": ("Đổi mật khẩu", "Change the password"),
    "web.old_password": ("Mật khẩu hiện tại", "Password until now"),
    "web.new_password": ("Mật khẩu mới", "New password"),
    "web.again": ("Nhập lại lần nữa", "Once more"),
    "web.password_hint": (
        "Ít nhất {least} ký tự, khác tên đăng nhập. Đổi xong, mọi máy phải đăng nhập lại.",
        "At least {least} characters, not the login. Every device has to sign in again then.",
    ),
    # What went wrong
    "web.error.400": ("Yêu cầu không hợp lệ", "That cannot be understood"),
    "web.error.403": ("Không được phép", "Not allowed"),
    "web.error.404": ("Không có trang này", "There is no such page"),
    "web.error.429": ("Quá nhiều yêu cầu", "Too many requests"),
    "web.error.500": ("Máy chủ gặp lỗi", "The hub has a fault"),
    "web.error.503": ("Máy chủ đang bận", "The hub is busy"),
    "web.error.what.400": (
        "Địa chỉ hoặc dữ liệu gửi lên không đúng. Quay lại và thử lần nữa.",
        "A part of the address or of the form is wrong. Go back and try again.",
    ),
    "web.error.what.403": (
        "Tài khoản của bạn không có quyền xem mục này.",
        "Your account does not include this.",
    ),
    "web.error.what.404": (
        "Địa chỉ sai, hoặc nơi này không thuộc phạm vi của bạn.",
        "The address is wrong, or it is not among what you answer for.",
    ),
    "web.error.what.500": (
        "Chưa làm được gì. Thử lại sau ít phút; nếu vẫn vậy, gọi 19009095.",
        "Nothing was done. Try again in a few minutes; if it goes on, call 19009095.",
    ),
    "web.error.form": (
        "Biểu mẫu này đã hết hạn. Mở lại trang rồi gửi lần nữa.",
        "This form has expired. Open its page again and send it once more.",
    ),
    "web.error.wait": (
        "Thử lại sau {seconds} giây.",
        "Try again in {seconds} s.",
    ),
    "web.to_start": ("Về trang đầu", "To the first page"),
    "web.problem.too_long": (
        "Nội dung quá dài để đọc tại cổng.",
        "The text is too long to be read at a gate.",
    ),
    "web.problem.sent_before": (
        "Lời nhắc này đã gửi rồi. Gửi nữa là nhắc thêm một lần.",
        "This reminder was sent already. Sending now makes another one.",
    ),
    "web.problem.reason": ("Phải ghi lý do.", "Say why."),
    "web.problem.not_alike": ("Hai lần nhập không giống nhau.", "The two are not alike."),
    "web.problem.weak": ("Mật khẩu quá yếu.", "The password is too weak."),
    "web.problem.login_wrong": (
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "The login or the password is wrong.",
    ),
    "web.problem.too_many_tries": (
        "Sai quá nhiều lần. Chờ rồi thử lại.",
        "Too many wrong tries. Wait and try again.",
    ),
    "web.problem.who": (
        "Ghi đủ số giấy tờ, số điện thoại hoặc biển số (3 đến 64 ký tự).",
        "Give a whole ID, phone number or plate (3 to 64 characters).",
    ),
    "web.problem.window": (
        "Khoảng thời gian không đúng: ghi ngày trước tháng (24/11/2026 16:00), “từ” phải trước "
        "“đến”, dài nhất 60 ngày.",
        "The window is wrong: the day stands before the month (24/11/2026 16:00), from must be "
        "before until, 60 days at most.",
    ),
    "web.problem.second": (
        "Cần người thứ hai có quyền truy vết đồng ý.",
        "A second person who may trace has to agree.",
    ),
    # Lists and what is in them
    "web.pages": ("Các trang", "Pages"),
    "web.rows": ("{first}–{last} trên {total}", "{first}–{last} of {total}"),
    "web.before": ("Trang trước", "Before"),
    "web.after": ("Trang sau", "Next"),
    "web.older": ("Cũ hơn", "Older"),
    "web.any": ("Tất cả", "Any"),
    "web.everything": ("Tất cả", "All"),
    "web.search": ("Tìm", "Search"),
    "web.show": ("Xem", "Show"),
    "web.send": ("Gửi", "Send"),
    "web.cancel": ("Huỷ", "Cancel"),
    "web.back": ("Quay lại", "Back"),
    "web.download": ("Tải về", "Download"),
    "web.reason": ("Lý do", "Reason"),
    "web.logged": (
        "Ví dụ số công văn. Lý do và tên bạn được ghi vào nhật ký.",
        "Such as a letter's number. It is logged, with your name.",
    ),
    "web.number": ("Lần {number}", "No. {number}"),
}
