"""What went wrong, and what to do: the first sentence of every failure."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
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
        "Mã PIN cần 4 đến 12 chữ số, không phải một chữ số lặp lại; hoặc dùng mật khẩu dài: 6 từ "
        "hay ít nhất 12 ký tự.",
        "A PIN needs 4 to 12 digits that are not all the same; a passphrase needs six words or "
        "at least 12 characters.",
    ),
    "error.keyring_missing": (
        "Kho khoá của máy tính không trả lời. Đăng nhập máy như thường lệ rồi mở lại; nếu vẫn vậy, "
        "dùng mã khôi phục.",
        "This computer's keyring does not answer. Log in to the computer as usual and open again; "
        "if that fails, use the recovery code.",
    ),
    "error.keyring_locked": (
        "Kho khoá của máy tính đang khoá. Mở kho khoá bằng mật khẩu đăng nhập máy rồi thử lại.",
        "This computer's keyring is locked. Unlock it with the computer's password and try again.",
    ),
    "error.keyring_lost": (
        "Kho khoá của máy này không có khoá của trạm (máy mới, người dùng khác, hoặc kho khoá đã "
        "tạo lại). Đăng nhập đúng người dùng, hoặc dùng mã khôi phục.",
        "This computer's keyring does not hold this station's secret (a new computer, another "
        "user, or a keyring made anew). Log in as the right user, or use the recovery code.",
    ),
    "error.wrong_recovery": (
        "Mã khôi phục không phải của trạm này hoặc đã được thay. Tìm tờ ghi mã mới nhất.",
        "This recovery code is not this station's, or was replaced. Look for the newest one.",
    ),
    "error.recovery_mistyped": (
        "Mã khôi phục sai ở nhóm thứ {group}. Xem lại nhóm đó rồi nhập lại.",
        "The recovery code is not right in group {group}. Check that group and type it again.",
    ),
    "error.no_recovery": (
        "Trạm này chưa tạo mã khôi phục. Nhờ người phụ trách còn nhớ mã PIN đặt lại mã cho bạn.",
        "No recovery code was made for this station. Ask a supervisor who knows their PIN to give "
        "you a new one.",
    ),
    "error.not_allowed": (
        "Vai trò của bạn không được làm việc này. Nhờ người phụ trách.",
        "Your role does not include this. Ask a supervisor.",
    ),
    "error.journal_broken": (
        "Nhật ký không khớp với dữ liệu nên không xoá gì. Báo người phụ trách kiểm tra sổ.",
        "The journal does not fit the records, so nothing was deleted. Have it verified.",
    ),
    "error.second_person_needed": (
        "Việc này cần mã PIN của người thứ hai, khác người đang trực.",
        "This needs the PIN of a second person, other than the one on duty.",
    ),
    "error.secret_missing": (
        "Chưa có mã bí mật. Đặt biến {variable} hoặc dùng {option} TỆP; không ghi vào dòng lệnh.",
        "A secret is missing. Set {variable} or use {option} FILE; never write it in the command.",
    ),
    "error.staff_unknown": (
        "Không rõ là nhân viên nào. Ghi đúng tên hoặc mã trong “checkpoint staff list”.",
        "It is not clear who is meant. Give the name or the id from “checkpoint staff list”.",
    ),
    "error.last_holder": (
        "Không gỡ được: đây là người phụ trách cuối cùng mở được dữ liệu. Thêm người khác trước.",
        "This is the last supervisor who can open the data. Add another one first.",
    ),
    "error.rotation_blocked": (
        "Chưa đổi được khoá: còn {count} người phải đăng nhập một lần bằng phiên bản này, hoặc "
        "được đặt lại mã PIN, hoặc gỡ khỏi danh sách; rồi tạo lại mã khôi phục.",
        "The key cannot be changed yet: {count} must first sign in once with this version, be "
        "given a new PIN, or be removed; then make a new recovery code.",
    ),
    "error.keys_changed": (
        "Chương trình khác vừa đổi khoá. Đóng chương trình này rồi mở lại.",
        "Another program has changed the keys. Close this one and open it again.",
    ),
    "error.keys_damaged": (
        "Tệp khoá keys.json bị hỏng, mất hoặc của trạm khác. Không xoá gì; chép lại tệp từ bản sao "
        "lưu hoặc gọi người phụ trách.",
        "The key file keys.json is damaged, missing or another station's. Delete nothing; put it "
        "back from a backup, or call your supervisor.",
    ),
    "error.store_damaged": (
        "Tệp dữ liệu không đọc được hoặc thuộc trạm khác. Không xoá tệp; gọi người phụ trách "
        "(“checkpoint salvage” cứu dữ liệu).",
        "The data file cannot be read or belongs to another station. Do not delete it; call your "
        "supervisor (“checkpoint salvage” saves what can be read).",
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
    "error.backup_missing": (
        "Không mở được tệp sao lưu “{file}”. Kiểm tra tên tệp hoặc cắm lại USB.",
        "The backup “{file}” cannot be opened. Check its name, or plug the stick in again.",
    ),
    "error.backup_damaged": (
        "Tệp này không phải bản sao lưu hoặc đã hỏng. Chọn bản sao lưu khác.",
        "This file is no backup, or it is damaged. Choose another backup.",
    ),
    "error.backup_not_verified": (
        "Bản sao lưu vừa tạo không khớp với dữ liệu nên đã bỏ; các bản cũ còn nguyên. Thử lại; "
        "nếu vẫn lỗi, gọi người phụ trách.",
        "The backup just made does not match the data and was dropped; older ones are kept. Try "
        "again; if it still fails, call your supervisor.",
    ),
    "error.backup_folder_missing": (
        "Không thấy thư mục sao lưu “{folder}”. Cắm lại USB hoặc chọn thư mục khác.",
        "The backup folder “{folder}” is not there. Plug the stick in, or choose another folder.",
    ),
    "error.backup_no_room": (
        "Không đủ chỗ để sao lưu: cần {needed_mb} MB, còn {free_mb} MB. Xoá bớt tệp khác hoặc "
        "dùng USB khác. Trạm vẫn ghi nhận bình thường.",
        "There is no room for a backup: {needed_mb} MB needed, {free_mb} MB left. Delete other "
        "files or use another stick. The station goes on recording.",
    ),
    "error.backup_of_another": (
        "Bản sao lưu này là của trạm khác. Chọn đúng tệp; nếu vẫn muốn dùng, thêm --force.",
        "This backup is another station's. Choose the right file, or add --force to use it.",
    ),
    "error.would_lose": (
        "Dữ liệu hiện có còn {count} lượt chưa gửi. Gửi xong rồi khôi phục; nếu vẫn muốn làm, "
        "thêm --force (dữ liệu cũ được giữ riêng, không xoá).",
        "The data here holds {count} passages not sent yet. Send them first, or add --force (the "
        "old data is set aside, not deleted).",
    ),
    "error.store_unreadable": (
        "Không đọc được dữ liệu hiện có nên không biết còn lượt nào chưa gửi. Nếu vẫn muốn khôi "
        "phục, thêm --force (dữ liệu cũ được giữ riêng, không xoá).",
        "The data here cannot be read, so nobody knows what was not sent. To restore all the same "
        "add --force (the old data is set aside, not deleted).",
    ),
    "error.station_open": (
        "Trạm đang mở ở cửa sổ hoặc chương trình khác. Dùng cửa sổ đó, hoặc đóng nó rồi thử lại.",
        "The station is open in another window or program. Use that one, or close it and try "
        "again.",
    ),
    "error.invalid_entry": (
        "Mục “{field}” không hợp lệ: {reason}.",
        "The field “{field}” is not valid: {reason}.",
    ),
    "error.person_unknown": (
        "Không giữ thông tin nào của người này. Xem lại số, gõ đủ mọi chữ số.",
        "Nothing is held about this person. Check the number, and type all of its digits.",
    ),
    "error.person_unclear": (
        "Có {count} người cùng thông tin này. Chọn đúng người rồi làm lại.",
        "{count} people are known by this. Choose which one, and try again.",
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
    "error.backup_elsewhere": (
        "Dữ liệu nằm trên PostgreSQL: sao lưu bằng pg_basebackup hoặc pg_dump, và chép riêng tệp "
        "hub.key.",
        "The data is on PostgreSQL: back it up with pg_basebackup or pg_dump, and keep a copy of "
        "hub.key apart.",
    ),
    "error.backup_key_missing": (
        "Không mở được bản sao lưu: chép đúng tệp hub.key vào thư mục máy chủ, hoặc đặt "
        "CHECKPOINT_BACKUP_PASSPHRASE.",
        "The backup does not open: put the right hub.key into the hub's folder, or set "
        "CHECKPOINT_BACKUP_PASSPHRASE.",
    ),
    "error.network_missing": (
        "Máy này chưa có mạng. Nối mạng rồi tìm lại.",
        "This computer has no network. Connect it, then look again.",
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
    "error.list_missing": (
        "Không mở được tệp “{file}”. Kiểm tra tên tệp, đóng Excel rồi thử lại.",
        "The file “{file}” cannot be opened. Check its name, close Excel and try again.",
    ),
    "error.list_unreadable": (
        "Tệp không phải bảng tính hoặc đã hỏng. Lưu lại dạng XLSX hoặc CSV rồi thử lại.",
        "The file is no spreadsheet, or it is damaged. Save it as XLSX or CSV and try again.",
    ),
    "error.list_too_large": (
        "Bảng quá lớn (nhiều nhất {rows} dòng, {columns} cột). Chép riêng danh sách sang tệp mới.",
        "The table is too large (at most {rows} rows, {columns} columns). Copy the list alone into "
        "a new file.",
    ),
    "error.list_encrypted": (
        "Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi thử lại.",
        "The file has a password. Open it in Excel, remove the password, save and try again.",
    ),
    "error.list_old_format": (
        "Tệp Excel đời cũ (.xls). Mở bằng Excel, lưu thành .xlsx rồi thử lại.",
        "This is an old Excel file (.xls). Open it in Excel, save it as .xlsx and try again.",
    ),
    "error.list_quotes": (
        "Dấu ngoặc kép ở dòng {row} không khớp, chưa đọc được. Sửa dòng đó hoặc lưu dạng XLSX.",
        "The quotation marks in row {row} do not match. Mend that row, or save the list as XLSX.",
    ),
    "error.list_empty": (
        "Bảng không có dòng nào. Chọn đúng tệp hoặc đúng trang tính.",
        "The table holds no row. Choose the right file or sheet.",
    ),
    "error.list_headings": (
        "Không nhận ra dòng tiêu đề. Ghi tiêu đề cột như trong tệp mẫu, hoặc tự chọn cột.",
        "No row of headings is recognised. Write them as in the template, or choose the columns.",
    ),
    "error.sheet_unknown": (
        "Tệp không có trang tính “{sheet}”. Chọn trang khác.",
        "The file has no sheet “{sheet}”. Choose another.",
    ),
    "error.card_unknown": (
        "Danh sách thẻ không có số “{number}”. Kiểm tra lại số thẻ.",
        "The list has no card “{number}”. Check the number.",
    ),
    "error.sheet_number_unknown": (
        "Không có tờ “{number}” nào đang mở ở trạm này. Xem “checkpoint sheets”.",
        "No sheet “{number}” is open at this station. See “checkpoint sheets”.",
    ),
    "error.list_faulty": (
        "Có {count} dòng sai, chưa nhập gì. Sửa các dòng đó, hoặc chọn bỏ qua dòng sai.",
        "{count} rows are faulty; nothing was taken in. Mend them, or choose to leave them out.",
    ),
    "error.not_yet": (
        "Lệnh “{command}” chưa có trong phiên bản này.",
        "The command “{command}” is not in this version yet.",
    ),
}
