"""What is said to those who answer for many sites."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "say.simulated": (
        "Đã tạo thành phố mẫu: {sites} địa điểm, {stations} trạm, {passages} lượt qua cổng, "
        "{refused} lượt bị từ chối, {wrong} nơi làm chưa đúng.",
        "An invented city is there: {sites} sites, {stations} stations, {passages} passages, "
        "{refused} refused, {wrong} places that do it wrong.",
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
}
