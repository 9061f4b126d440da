"""What is said to those who answer for many sites."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "say.simulated": (
        "Đã tạo thành phố mẫu: {sites} địa điểm, {stations} trạm, {passages} lượt qua cổng, "
        "{refused} lượt bị từ chối, {wrong} nơi làm chưa đúng.",
        "An invented city is there: {sites} sites, {stations} stations, {passages} passages, "
        "{refused} refused, {wrong} places that do it wrong.",
    ),
    "say.found_here": (
        "Máy chủ thấy {count} việc cần sửa ở điểm này: {titles}. Xem F6.",
        "The hub found {count} things to put right at this place: {titles}. See F6.",
    ),
    # The report over many sites
    "city.title": ("Báo cáo quét mã QR", "QR scanning report"),
    "city.summary": ("Tổng hợp", "Summary"),
    "city.all": ("Toàn bộ địa điểm", "All sites"),
    "city.from": ("Từ", "From"),
    "city.at": ("Đến", "Until"),
    "city.made_at": ("Lập lúc", "Made at"),
    "city.correction": ("Bản đính chính số", "Correction number"),
    "city.hash": ("Mã kiểm tra", "Check sum"),
    "city.figures": ("Số liệu", "Figures"),
    "city.sites": ("Số điểm đăng ký", "Sites registered"),
    "city.sites_deployed": ("Số điểm đã triển khai", "Sites deployed"),
    "city.sites_active": ("Số điểm có lượt", "Sites with records"),
    "city.scans": ("Lượt quét mã", "Scans"),
    "city.typed": ("Lượt gõ tay", "Typed"),
    "city.paper": ("Tờ khai giấy", "On paper"),
    "city.imported": ("Nhập từ tệp", "Imported"),
    "city.in": ("Lượt vào", "In"),
    "city.out": ("Lượt ra", "Out"),
    "city.not_done": ("Chưa làm", "Not done"),
    "city.done_wrongly": ("Làm chưa đúng", "Done wrongly"),
    "city.done_incompletely": ("Làm chưa đủ", "Done incompletely"),
    "city.sites_not_done": ("Số điểm chưa làm", "Sites: not done"),
    "city.sites_done_wrongly": ("Số điểm làm chưa đúng", "Sites: done wrongly"),
    "city.sites_done_incompletely": ("Số điểm làm chưa đủ", "Sites: incompletely"),
    "city.by_kind": ("Theo loại", "By kind"),
    "city.by_territory": ("Theo địa bàn", "By territory"),
    "city.kind": ("Loại địa điểm", "Kind of site"),
    "city.territory": ("Địa bàn", "Territory"),
    "city.elsewhere": ("Chưa gắn địa bàn", "In no territory"),
    "city.code": ("Mã", "Code"),
    "city.site": ("Địa điểm", "Site"),
    "city.owner": ("Đơn vị chủ quản", "Owner"),
    "city.finding": ("Lỗi", "Finding"),
    "city.evidence": ("Căn cứ", "Evidence"),
    "city.advice": ("Việc cần làm", "What to do"),
    "city.reminders": ("Đã nhắc", "Reminders"),
    "city.corrections": ("Đính chính", "Corrections"),
    "city.change": ("Thay đổi", "Change"),
    "city.count": ("Số lượng", "Number"),
    "city.scans_chart": ("Lượt theo cách ghi", "How it was recorded"),
    "city.wrong_chart": ("Số điểm cần nhắc nhở", "Sites to remind"),
    "city.nobody": ("Không có nơi nào.", "None."),
    "city.window": ("Từ {start} đến {end}", "From {start} to {end}"),
    "city.frozen": ("Số liệu chốt lúc {made}", "Frozen at {made}"),
    "city.not_yet": ("Chưa đến giờ chốt ({made})", "Not frozen yet ({made})"),
    "city.corrected": (
        "Đính chính số {number}, lập lúc {made}",
        "Correction {number}, made {made}",
    ),
    "city.more": (
        "… và {count} nơi nữa, xem bảng tính kèm theo.",
        "… and {count} more, see the workbook.",
    ),
    "say.city_report": (
        "Từ {start} đến {end}: {sites_deployed} trên {sites} điểm đã triển khai, {scans} lượt "
        "quét, {typed} lượt gõ, {paper} tờ giấy. Chưa làm: {not_done}, chưa đúng: {done_wrongly}, "
        "chưa đủ: {done_incompletely}. Đính chính số {correction}.",
        "From {start} to {end}: {sites_deployed} of {sites} sites deployed, {scans} scans, {typed} "
        "typed, {paper} on paper. Not done: {not_done}, wrongly: {done_wrongly}, incompletely: "
        "{done_incompletely}. Correction {correction}.",
    ),
    "error.report_moment": (
        "Không có báo cáo cho thời điểm này. Chọn một thời điểm từ {first} đến {last}.",
        "There is no report of this moment. Choose one from {first} to {last}.",
    ),
    "error.finding_gone": (
        "Báo cáo gần nhất không có lỗi “{finding}” ở địa điểm này. Xem lại bằng “checkpoint hub "
        "findings”.",
        "The last report has no finding “{finding}” about this site. See “checkpoint hub "
        "findings”.",
    ),
    "city.remind": (
        "Nhắc lần {number} (báo cáo {day}): {title}. {because} {advice}",
        "Reminder {number} (report of {day}): {title}. {because} {advice}",
    ),
    "city.letter": ("Thư nhắc nhở", "Letter of reminder"),
    "city.letter_to": ("Kính gửi: {site}", "To: {site}"),
    "city.letter_found": (
        "Báo cáo lúc {time} ngày {day} ghi nhận tại nơi này:",
        "The report of {time} on {day} found at this place:",
    ),
    "city.letter_do": ("Đề nghị nơi này:", "This place is asked to do this:"),
    "city.letter_number": (
        "Đây là lần nhắc thứ {number} về việc này.",
        "This is reminder number {number} about this.",
    ),
    "city.letter_help": (
        "Cần hỗ trợ: 19009095, hoặc Sở Thông tin và Truyền thông.",
        "Help: 19009095, or the Department of Information and Communications.",
    ),
    "city.letter_signed": ("Người gửi (ký, ghi rõ họ tên)", "Sender (name and signature)"),
    "city.dossier": ("Hồ sơ địa điểm", "Dossier of a place"),
    "city.days": ("Theo ngày", "By day"),
    "city.day": ("Ngày", "Day"),
    "city.report": ("Báo cáo", "Report"),
    "city.sent_at": ("Gửi lúc", "Sent at"),
    "city.channel": ("Cách gửi", "Channel"),
    "city.by_letter": ("Thư", "Letter"),
    "city.by_bulletin": ("Tại cổng", "At the gate"),
    "city.number": ("Lần thứ", "Number"),
    "city.text": ("Nội dung", "Text"),
    "city.read_at": ("Đã đọc lúc", "Read at"),
    "city.answer": ("Trả lời", "Answer"),
    "city.repeated": ("Đã nhắc nhiều lần mà vẫn còn", "Reminded repeatedly, and still so"),
    "city.none": ("không", "none"),
    "city.refused": ("Bị từ chối", "Refused"),
    "city.late_paper": ("Giấy nhập trễ", "Paper typed late"),
    "say.reminded": (
        "Đã nhắc {site} lần thứ {number} về “{finding}”.",
        "Reminded {site} of “{finding}”, number {number}.",
    ),
    "say.drafted": ("{text}", "{text}"),
    "error.reason_missing": (
        "Phải ghi lý do truy vết, ví dụ số công văn: --reason “CV 12”.",
        "Say why somebody is traced, such as the letter's number: --reason “CV 12”.",
    ),
    "error.second_missing": (
        "Máy chủ này cần hai người để truy vết. Người thứ hai đăng nhập bằng tài khoản truy vết "
        "của mình.",
        "This hub asks two people for a trace. The second one signs in with a tracer's account of "
        "their own.",
    ),
    "error.export_sealed": (
        "Không mở được tệp này. Kiểm tra cụm mật khẩu và tệp, rồi thử lại.",
        "This file does not open. Check the passphrase and the file, and try again.",
    ),
    "error.passphrase_missing": (
        "Tệp có dữ liệu cá nhân phải được mã hoá. Đặt cụm mật khẩu vào biến {variable}.",
        "A file about people is encrypted. Put a passphrase into the variable {variable}.",
    ),
    "say.hub_traced": (
        "{subjects} người khớp, {stays} lần ở lại, {contacts} người tiếp xúc.",
        "{subjects} people fit, {stays} stays, {contacts} contacts.",
    ),
}
