"""Every sentence in Vietnamese and English: code -> (vi, en).

Vietnamese first, for that is what is read at the gate. Each error says what to do.
"""

CATALOG: dict[str, tuple[str, str]] = {
    # Errors
    "error.failed": (
        "Không thực hiện được. Thử lại; nếu vẫn lỗi, gọi 19009095.",
        "It did not work. Try again; if it still fails, call 19009095.",
    ),
    "error.not_set_up": (
        "Trạm chưa được cài đặt. Mở cửa sổ chương trình hoặc chạy “checkpoint init”.",
        "This station is not set up. Open the window or run “checkpoint init”.",
    ),
    "error.already_set_up": (
        "Trạm đã được cài đặt ở thư mục này. Không thay đổi gì.",
        "A station is set up in this folder already. Nothing was changed.",
    ),
    "error.locked": (
        "Dữ liệu đang khoá. Nhập mã PIN, hoặc đặt CHECKPOINT_PIN hay --pin-file.",
        "The store is locked. Enter a PIN, or set CHECKPOINT_PIN or --pin-file.",
    ),
    "error.wrong_pin": (
        "Mã PIN không đúng. Nhập lại.",
        "This PIN is not right. Enter it again.",
    ),
    "error.locked_out": (
        "Sai mã PIN quá nhiều lần. Thử lại sau {seconds} giây.",
        "Too many wrong PINs. Try again in {seconds} seconds.",
    ),
    "error.weak_pin": (
        "Mã PIN cần 4 đến 12 chữ số, không phải một chữ số lặp lại.",
        "A PIN needs 4 to 12 digits that are not all the same.",
    ),
    "error.pin_taken": (
        "Mã PIN này đã có người dùng. Chọn mã khác.",
        "Someone uses this PIN already. Choose another.",
    ),
    "error.keyring_missing": (
        "Không mở được kho khoá của máy tính. Đăng nhập máy như thường lệ rồi mở lại.",
        "This computer's keyring does not answer. Log in to the computer as usual and open again.",
    ),
    "error.store_damaged": (
        "Tệp dữ liệu không đọc được hoặc thuộc trạm khác. Không xoá tệp; gọi người phụ trách.",
        "The data file cannot be read or belongs to another station. Do not delete it; call your "
        "supervisor.",
    ),
    "error.store_newer": (
        "Dữ liệu do phiên bản mới hơn ghi. Hãy cài phiên bản mới nhất.",
        "The data was written by a newer version. Install the newest version.",
    ),
    "error.store_busy": (
        "Dữ liệu đang được chương trình khác dùng. Đóng chương trình kia rồi thử lại.",
        "Another program is using the data. Close it and try again.",
    ),
    "error.disk_full": (
        "Ổ đĩa đầy, chưa ghi được. Xoá bớt tệp khác rồi quét lại.",
        "The disk is full; this was not recorded. Delete other files and scan again.",
    ),
    "error.store_read_only": (
        "Không ghi được vào ổ đĩa. Kiểm tra quyền ghi hoặc ổ đĩa rồi quét lại.",
        "The disk cannot be written. Check its permissions, then scan again.",
    ),
    "error.invalid_entry": (
        "Mục “{field}” không hợp lệ: {reason}.",
        "The field “{field}” is not valid: {reason}.",
    ),
    "error.passage_unknown": (
        "Không có lượt vào/ra nào mang mã này.",
        "No passage has this id.",
    ),
    "error.source_missing": (
        "Không thấy nguồn hình “{source}”. Cắm lại máy quay hoặc chọn nguồn khác.",
        "There is no picture source “{source}”. Plug the camera in or choose another source.",
    ),
    "error.source_unreadable": (
        "Không đọc được hình từ “{source}”. Chọn tệp khác.",
        "No picture can be read from “{source}”. Choose another file.",
    ),
    "error.source_lost": (
        "Mất hình từ “{source}”. Kiểm tra dây; chương trình đang tự thử lại.",
        "The picture from “{source}” is gone. Check the cable; trying again by itself.",
    ),
    "error.source_frozen": (
        "Hình từ “{source}” đứng yên. Chương trình đang tự mở lại; nếu vẫn vậy, rút ra cắm lại.",
        "The picture from “{source}” stands still. Opening it again; if that fails, replug it.",
    ),
    "error.scanner_missing": (
        "Không thấy máy quét “{scanner}”. Cắm lại dây hoặc chọn máy quét khác trong Cài đặt.",
        "There is no scanner “{scanner}”. Plug it in or choose another in Settings.",
    ),
    "error.scanner_busy": (
        "Máy quét “{scanner}” đang bị chương trình khác dùng. Đóng chương trình kia; "
        "trạm tự nối lại.",
        "Another program is using the scanner “{scanner}”. Close it; connecting again by itself.",
    ),
    "error.scanner_forbidden": (
        "Không được phép dùng máy quét “{scanner}”. Nhờ người phụ trách cấp quyền cổng nối tiếp.",
        "This user may not use the scanner “{scanner}”. Ask for access to serial ports.",
    ),
    "error.scanner_lost": (
        "Mất máy quét “{scanner}”. Kiểm tra dây; trạm đang tự nối lại.",
        "The scanner “{scanner}” is gone. Check the cable; connecting again by itself.",
    ),
    "error.not_enrolled": (
        "Trạm chưa nối với máy chủ tiếp nhận. Dùng mã đăng ký do cấp trên cấp.",
        "This station has no hub yet. Use the enrolment code you were given.",
    ),
    "error.enrolment_refused": (
        "Mã đăng ký không đúng, đã dùng hoặc hết hạn. Xin mã mới.",
        "The enrolment code is wrong, used or expired. Ask for a new one.",
    ),
    "error.hub_unreachable": (
        "Chưa nối được máy chủ tiếp nhận: {reason}. Dữ liệu vẫn giữ nguyên tại máy.",
        "The hub cannot be reached: {reason}. Everything is kept on this computer.",
    ),
    "error.hub_url_refused": (
        "Địa chỉ máy chủ phải bắt đầu bằng https:// (http:// chỉ dùng trong máy này).",
        "The hub's address must begin with https:// (http:// only on this computer).",
    ),
    "error.site_unknown": (
        "Máy chủ không có địa điểm “{site}”. Thêm bằng “checkpoint hub site add”.",
        "The hub has no site “{site}”. Add it with “checkpoint hub site add”.",
    ),
    "error.site_taken": (
        "Đã có địa điểm tên “{site}”. Dùng tên khác.",
        "There is a site called “{site}” already. Use another name.",
    ),
    "error.hub_damaged": (
        "Dữ liệu máy chủ không đọc được. Không xoá tệp; phục hồi từ bản sao lưu.",
        "The hub's data cannot be read. Do not delete it; restore a backup.",
    ),
    "error.port_taken": (
        "Không mở được cổng {host}:{port}. Chọn cổng khác bằng --port.",
        "Cannot listen on {host}:{port}. Choose another with --port.",
    ),
    "error.folder_taken": (
        "Thư mục “{folder}” đang chứa tệp khác. Chọn thư mục trống bằng --out.",
        "The folder “{folder}” holds something else. Choose an empty one with --out.",
    ),
    "error.display_missing": (
        "Không có màn hình để mở cửa sổ. Dùng các lệnh, xem “checkpoint --help”.",
        "There is no screen for the window. Use the commands, see “checkpoint --help”.",
    ),
    "error.trust_key_refused": (
        "Không dùng được khoá xác thực “{file}”: {reason}. Các khoá khác vẫn dùng bình thường.",
        "The verification key “{file}” cannot be used: {reason}. The other keys are in use.",
    ),
    "error.not_yet": (
        "Lệnh “{command}” chưa có trong phiên bản này.",
        "The command “{command}” is not in this version yet.",
    ),
    # Verdicts: the one word of the banner
    "verdict.recorded": ("ĐÃ GHI", "RECORDED"),
    "verdict.look": ("ĐÃ GHI · XEM LẠI", "RECORDED · LOOK"),
    "verdict.seen": ("VỪA QUÉT RỒI", "JUST SEEN"),
    "verdict.unreadable": ("MÃ LẠ · NHẬP TAY F2", "UNKNOWN CODE · TYPE IT F2"),
    "verdict.not_recorded": ("CHƯA GHI ĐƯỢC", "NOT RECORDED"),
    # Warnings
    "warning.name_damaged": ("Tên bị lỗi chữ: hỏi lại tên", "The name is damaged: ask for it"),
    "warning.address_damaged": (
        "Địa chỉ bị lỗi chữ: xem trên thẻ",
        "The address is damaged: see the card",
    ),
    "warning.text_repaired": (
        "Chữ trên mã bị lỗi, đã sửa: xem lại tên",
        "The text was damaged and mended: check the name",
    ),
    "warning.text_unprintable": (
        "Mã chứa ký tự lạ, đã bỏ",
        "The code held unprintable marks; they were removed",
    ),
    "warning.birth_date_impossible": (
        "Ngày sinh không có thật: hỏi lại",
        "The birth date is impossible: ask",
    ),
    "warning.issued_on_impossible": (
        "Ngày cấp không có thật: xem lại thẻ",
        "The date of issue is impossible: look at the card",
    ),
    "warning.sex_unknown": ("Không rõ giới tính", "The sex is not readable"),
    "warning.masked": ("Mã che bớt số: hỏi thêm nếu cần", "Part of the number is hidden: ask"),
    "warning.no_number": (
        "Mã không có số giấy tờ: so tên với thẻ",
        "This code holds no ID number: compare the name with a card",
    ),
    "warning.id_malformed": (
        "Số giấy tờ không đúng dạng: xem lại",
        "The ID number has an unusual form: check it",
    ),
    "warning.id_birth_mismatch": (
        "Số căn cước không khớp năm sinh: so với thẻ",
        "The ID number and the birth year differ: compare with the card",
    ),
    "warning.id_sex_mismatch": (
        "Số căn cước không khớp giới tính: so với thẻ",
        "The ID number and the sex differ: compare with the card",
    ),
    "warning.id_province_unknown": (
        "Số căn cước có mã tỉnh lạ: xem lại",
        "The ID number begins with an unknown province: check it",
    ),
    "warning.phone_malformed": (
        "Số điện thoại không đủ 10 số: hỏi lại",
        "The phone number has not ten digits: ask",
    ),
    "warning.plate_malformed": ("Biển số lạ: xem lại", "An unusual plate: check it"),
    "warning.declared_by_other": ("Khai hộ", "Declared by someone else"),
    "warning.not_verified": (
        "Chưa xác thực: xem giấy tờ kèm theo",
        "Not verified: look at the papers too",
    ),
    "warning.signature_bad": (
        "Chữ ký trên mã không đúng: có thể mã giả, xem giấy tờ",
        "The code's signature is wrong: it may be forged, look at the papers",
    ),
    "warning.expired": (
        "Mã hết hạn hoặc chưa đến hạn",
        "This code has expired or is not valid yet",
    ),
    "warning.outside_hours": (
        "Ngoài ngày giờ được vào",
        "Outside the days and hours of this pass",
    ),
    "warning.other_site": (
        "Thẻ của địa điểm khác: xem lại thẻ",
        "A pass of another site: look at it",
    ),
    "warning.newer_version": (
        "Mã loại mới hơn chương trình: cần cập nhật chương trình",
        "This code is newer than the program: the program needs an update",
    ),
    "warning.code_damaged": (
        "Mã bị hỏng: quét lại hoặc nhập tay",
        "The code is damaged: scan again or type it in",
    ),
    "warning.already_inside": (
        "Đang ở trong mà lại vào: lượt ra trước chưa ghi",
        "Inside already: the exit before was not recorded",
    ),
    "warning.not_inside": (
        "Ra mà chưa ghi vào: lượt vào chưa ghi",
        "Leaving without an entry on record",
    ),
    "warning.symptoms": (
        "Khai có dấu hiệu hoặc tiếp xúc: mời vào khu vực riêng",
        "Symptoms or contact declared: guide to the separate area",
    ),
    "warning.over_capacity": (
        "Vượt số người cho phép bên trong",
        "More people inside than allowed",
    ),
    "warning.clock_backwards": (
        "Đồng hồ máy chậm hơn lượt trước: kiểm tra giờ",
        "The computer's clock stands before the last record: check the time",
    ),
    # What a link is
    "link.site": (
        "Đây là mã địa điểm, không phải mã của người: xin mã cá nhân",
        "This is a place's code, not a person's: ask for the personal code",
    ),
    "link.declaration": (
        "Đây là đường dẫn tờ khai y tế: xin căn cước hoặc nhập tay",
        "This is a link to a health declaration: ask for the ID card or type it in",
    ),
    "link.permit": (
        "Đây là giấy đi đường: xem giấy, xin căn cước",
        "This is a travel permit: look at the paper, ask for the ID card",
    ),
    "link.other": (
        "Đây là đường dẫn, không phải mã của người: không mở",
        "This is a link, not a person's code: it is not opened",
    ),
    # Hints: what to do about a code that is not being read
    "hint.too_far": ("Đưa mã lại gần hơn", "Hold the code closer"),
    "hint.too_close": ("Đưa mã ra xa một chút", "Hold the code a little farther away"),
    "hint.blurred": ("Giữ yên, hình đang mờ", "Hold still, the picture is blurred"),
    "hint.glare": ("Nghiêng thẻ để tránh chói", "Tilt the card out of the glare"),
    "hint.dark": ("Tối quá: bật thêm đèn", "Too dark: switch a light on"),
    "hint.bright": ("Sáng quá: che bớt nắng hoặc đèn", "Too bright: shade the sun or the lamp"),
    "hint.covered": (
        "Ống kính bị che hoặc tối hẳn",
        "The lens is covered, or it is pitch dark",
    ),
    # What a code is
    "format.cccd": ("Thẻ căn cước", "ID card"),
    "format.bhyt": ("Thẻ bảo hiểm y tế", "Health insurance card"),
    "format.unified": ("Mã QR cá nhân thống nhất", "Unified personal code"),
    "format.hc1": ("Chứng nhận tiêm chủng", "Vaccination certificate"),
    "format.url": ("Mã chứa đường dẫn, không mở", "A link; it is not opened"),
    "format.pass": ("Thẻ ra vào", "Entry pass"),
    "format.sheet": ("Tờ khai có đánh số", "Numbered form sheet"),
    "format.unknown": ("Mã lạ", "Unknown code"),
    # What is kept the same everywhere
    "direction.in": ("VÀO", "IN"),
    "direction.out": ("RA", "OUT"),
    "direction.auto": ("TỰ ĐỘNG", "AUTO"),
    "kind.resident": ("Cư dân", "Resident"),
    "kind.staff": ("Nhân viên", "Staff"),
    "kind.visitor": ("Khách", "Visitor"),
    "kind.delivery": ("Giao hàng", "Delivery"),
    "kind.vendor": ("Người bán", "Vendor"),
    "kind.shopper": ("Người mua", "Shopper"),
    "kind.goods": ("Xe hàng", "Goods vehicle"),
    "way.camera": ("Máy quay", "Camera"),
    "way.scanner": ("Máy quét", "Scanner"),
    "way.typed": ("Nhập tay", "Typed"),
    "way.paper": ("Tờ khai giấy", "Paper form"),
    "way.import": ("Nhập tệp", "Imported"),
    "fallback.network": ("Nghẽn mạng", "Network congested"),
    "fallback.no_device": ("Không có thiết bị", "No device"),
    "fallback.cannot_use": ("Không biết dùng", "Cannot use one"),
    "site.residential": ("Khu dân cư", "Residential compound"),
    "site.market": ("Chợ", "Market"),
    "site.office": ("Cơ quan", "Office"),
    "site.shop": ("Cửa hàng", "Shop"),
    "site.other": ("Khác", "Other"),
    "sex.male": ("Nam", "Male"),
    "sex.female": ("Nữ", "Female"),
    "sex.other": ("Khác", "Other"),
    # Why the hub was not reached
    "cause.not_enrolled": ("chưa nối máy chủ", "no hub yet"),
    "cause.no_network": ("mất mạng", "no network"),
    "cause.no_answer": ("máy chủ không trả lời", "the hub does not answer"),
    "cause.tls": ("chứng thư máy chủ không hợp lệ", "the hub's certificate is not valid"),
    "cause.captive_portal": ("mạng yêu cầu đăng nhập", "the network wants a login"),
    "cause.not_the_hub": ("địa chỉ không phải máy chủ", "something else answers there"),
    "cause.answer_damaged": ("trả lời bị hỏng giữa đường", "the answer arrived damaged"),
    "cause.unauthorised": ("máy chủ không nhận trạm này", "the hub does not know this station"),
    "cause.hub_other_version": ("máy chủ khác phiên bản", "the hub speaks another version"),
    "cause.hub_busy": ("máy chủ đang bận", "the hub is busy"),
    "cause.hub_error": ("máy chủ gặp lỗi", "the hub has a fault"),
    "cause.store_failed": ("không đọc được dữ liệu tại máy", "the local store cannot be read"),
    "cause.program_error": ("chương trình gặp lỗi", "the program has a fault"),
    # Why the hub refuses a whole request
    "cause.unreadable": ("máy chủ không đọc được gói gửi", "the hub cannot read what was sent"),
    "cause.envelope": ("gói gửi thiếu thông tin", "the hub misses part of what was sent"),
    "cause.too_many": ("gói gửi quá nhiều lượt", "too many passages at once for the hub"),
    "cause.too_large": ("gói gửi quá lớn", "too much at once for the hub"),
    "cause.too_slow": ("mạng quá chậm", "the network is too slow"),
    "cause.version_unknown": ("máy chủ khác phiên bản", "the hub speaks another version"),
    "cause.other_station": ("đăng ký này của trạm khác", "this enrolment is another station's"),
    "cause.code_unknown": (
        "mã đăng ký sai, đã dùng hoặc hết hạn",
        "the enrolment code is wrong, used or expired",
    ),
    "cause.other_site": ("trạm thuộc địa điểm khác", "the station reports for another site"),
    "cause.too_many_tries": ("sai mã quá nhiều lần", "too many wrong codes"),
    "cause.busy": ("máy chủ đang bận", "the hub is busy"),
    "cause.failed": ("máy chủ gặp lỗi", "the hub has a fault"),
    "cause.not_found": ("địa chỉ không phải máy chủ", "the hub has nothing at this address"),
    # Why the hub refuses one passage
    "refusal.malformed": ("máy chủ không hiểu mục này", "the hub does not understand this field"),
    "refusal.field_missing": ("thiếu mục này", "this field is missing"),
    "refusal.time_missing": ("thiếu thời gian", "the time is missing"),
    "refusal.time_impossible": ("thời gian không có thật", "the time is impossible"),
    "refusal.number_out_of_range": ("số ngoài khoảng cho phép", "the number is out of range"),
    "refusal.value_unknown": ("máy chủ không biết giá trị này", "the hub does not know this value"),
    "refusal.text_too_long": ("nội dung quá dài", "the text is too long"),
    "refusal.text_unprintable": ("nội dung có ký tự lạ", "the text holds unprintable marks"),
    # Command line
    "say.no_keyring": (
        "Máy này không có kho khoá: dữ liệu chỉ được giữ bằng mã PIN, không chống được mất ổ đĩa.",
        "This machine has no keyring: the data is guarded by the PIN alone, which does not protect "
        "a stolen disk.",
    ),
    "say.set_up": ("Đã cài đặt trạm tại {site} · {gate}.", "Station set up at {site} · {gate}."),
    "say.balance": (
        "ghi nhận {captured} = đã nhận {accepted} + trùng {duplicate} + chờ gửi {pending} "
        "+ cần sửa {needs_fix} + đã huỷ {voided}",
        "captured {captured} = accepted {accepted} + duplicate {duplicate} + pending {pending} "
        "+ needs fix {needs_fix} + voided {voided}",
    ),
    "say.inside": ("{count} đang ở trong", "{count} inside"),
    "say.verified": (
        "Nhật ký nguyên vẹn: {rows} dòng, số liệu khớp.",
        "The journal is whole: {rows} rows, and the numbers reconcile.",
    ),
    "say.not_verified": (
        "Nhật ký KHÔNG nguyên vẹn ở dòng {first_bad}: {fault}. Báo người phụ trách.",
        "The journal is NOT whole at row {first_bad}: {fault}. Tell your supervisor.",
    ),
    "say.unknown_code": ("{source}: mã lạ, nhập tay.", "{source}: unknown code, type it in."),
    "say.seen": ("{source}: vừa quét rồi.", "{source}: seen a moment ago."),
    "say.no_code": ("{source}: không thấy mã.", "{source}: no code."),
    "say.demo_no_camera": (
        "Không có máy quay: chạy phim mẫu với dữ liệu thử.",
        "No camera: playing the sample film with trial data.",
    ),
    "say.demo_pin": ("Mã PIN của bản chạy thử: {pin}", "PIN of the trial: {pin}"),
    "say.demo_summary": (
        "Trạm ghi {captured} lượt ({entries} vào, {exits} ra; {inside} đang ở trong).\n"
        "Cân đối: {captured} = đã nhận {accepted} + trùng {duplicate} + chờ gửi {pending} "
        "+ cần sửa {needs_fix} + đã huỷ {voided}.\n"
        "Máy chủ xác nhận {hub_passages} lượt ({hub_in} vào, {hub_out} ra).\n"
        "Ảnh màn hình và phiếu ngày: {folder}",
        "The station recorded {captured} passages ({entries} in, {exits} out; {inside} inside).\n"
        "Balance: {captured} = accepted {accepted} + duplicate {duplicate} + pending {pending} "
        "+ needs fix {needs_fix} + voided {voided}.\n"
        "The hub confirmed {hub_passages} passages ({hub_in} in, {hub_out} out).\n"
        "Screenshots and day sheet: {folder}",
    ),
    "say.site_added": ("Đã thêm địa điểm “{name}”.", "Added the site “{name}”."),
    "say.enrol_code": (
        "Mã đăng ký cho “{site}”: {code} (dùng một lần, trong 7 ngày).",
        "Enrolment code for “{site}”: {code} (once, within 7 days).",
    ),
    "say.hub_status": (
        "{sites} địa điểm, {stations} trạm, {passages} lượt, {voided} đã huỷ.",
        "{sites} sites, {stations} stations, {passages} passages, {voided} voided.",
    ),
    "say.enrolled": (
        "Đã nối với địa điểm “{site}” của máy chủ {hub}.",
        "Joined the site “{site}” of hub {hub}.",
    ),
    "say.synced": (
        "Đã gửi {sent}: nhận {accepted}, trùng {duplicate}, cần sửa {needs_fix}; còn {pending}.",
        "Sent {sent}: accepted {accepted}, duplicate {duplicate}, needs fix {needs_fix}; "
        "{pending} left.",
    ),
    "say.sync_paused": (
        "Tạm dừng gửi: {reason}. Sẽ thử lại.",
        "Sending is paused: {reason}. It will be tried again.",
    ),
    "say.scanner_ready": ("Máy quét {source} đã sẵn sàng.", "The scanner {source} is ready."),
    "say.camera_back": ("Có hình trở lại.", "The picture is back."),
    # Pre-shift check
    "check.store": ("Dữ liệu", "Store"),
    "check.key": ("Khoá", "Key"),
    "check.disk": ("Ổ đĩa", "Disk"),
    "check.clock": ("Đồng hồ", "Clock"),
    "check.camera": ("Máy quay", "Camera"),
    "check.scanner": ("Máy quét", "Scanner"),
    "check.reader": ("Bộ đọc mã", "Code reader"),
    "check.hub": ("Máy chủ", "Hub"),
    "check.trust": ("Khoá xác thực mã", "Keys for signed codes"),
    "check.good": ("Tốt.", "Good."),
    "check.camera_none": ("Không dùng máy quay.", "No camera is in use."),
    "check.camera_pace": ("Tốt: {size}, {rate} hình/giây.", "Good: {size}, {rate} frames/s."),
    "check.disk_low": (
        "Chỉ còn {free_mb} MB trống. Xoá bớt tệp khác.",
        "Only {free_mb} MB free. Delete other files.",
    ),
    "check.disk_free": ("Còn {free_mb} MB trống.", "{free_mb} MB free."),
    "check.clock_early": (
        "Đồng hồ máy sai: đặt lại ngày giờ.",
        "The computer's clock is wrong: set the date and time.",
    ),
    "check.key_pin": (
        "Chỉ có mã PIN bảo vệ (máy không có kho khoá).",
        "Guarded by the PIN alone (this machine has no keyring).",
    ),
    "check.scanner_none": ("Không chọn máy quét rời.", "No scanner chosen."),
    "check.scanner_absent": ("Chưa cắm máy quét rời.", "No scanner is plugged in."),
    "check.scanner_found": ("Đã thấy {name}.", "{name} is there."),
    "check.reader_one": (
        "Dùng một bộ đọc (zxing); bộ đọc thứ hai không có trên máy này.",
        "One reader in use (zxing); the second is not on this machine.",
    ),
    "check.trust_none": (
        "Chưa cài khoá nào: mã có chữ ký sẽ ghi là chưa xác thực.",
        "None installed: a signed code says “not verified”.",
    ),
    "check.trust_keys": ("Đã cài {count} khoá.", "Keys installed: {count}."),
    "check.waiting": ("{count} lượt chưa gửi.", "{count} passages not sent yet."),
    # What cannot be understood in an entry
    "reason.other": ("lý do khác", "another reason"),
    "reason.unknown": ("không có mục này", "no such field"),
    "reason.missing": ("còn thiếu", "missing"),
    "reason.not_a_choice": ("không nằm trong các lựa chọn", "not one of the choices"),
    "reason.not_text": ("phải là chữ", "must be text"),
    "reason.not_a_number": ("phải là số", "must be a number"),
    "reason.not_a_time": ("không phải ngày giờ", "not a time"),
    "reason.not_yes_no": ("phải là có hoặc không", "must be yes or no"),
    "reason.not_an_object": ("phải là một nhóm mục", "must be an object"),
    "reason.too_long": ("quá dài", "too long"),
    "reason.not_json": ("không phải JSON", "not JSON"),
    "reason.file_unreadable": ("không đọc được tệp", "the file cannot be read"),
    "reason.no_key": ("tệp không chứa khoá hay chứng thư", "it holds no key or certificate"),
    "reason.private_key": (
        "đây là khoá riêng, phải lấy ra khỏi máy này ngay",
        "this is a private key; take it off this computer at once",
    ),
    "reason.key_kind": (
        "chỉ nhận RSA từ 2048 bit, EC P-256 và Ed25519",
        "only RSA from 2048 bits, EC P-256 and Ed25519 are known",
    ),
    "reason.key_name": (
        "tên tệp phải là mã khoá dạng hex, ví dụ 0123456789abcdef.pem",
        "the file's name must be the key id in hex, such as 0123456789abcdef.pem",
    ),
    "reason.not_a_year": ("năm sinh không có thật", "an impossible birth year"),
}
