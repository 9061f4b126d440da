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
        "Mã PIN cần 4 đến 12 chữ số, không phải một chữ số lặp lại; hoặc dùng mật khẩu dài: 6 từ "
        "hay ít nhất 12 ký tự.",
        "A PIN needs 4 to 12 digits that are not all the same; a passphrase needs six words or "
        "at least 12 characters.",
    ),
    "error.pin_taken": (
        "Mã PIN này đã có người dùng. Chọn mã khác.",
        "Someone uses this PIN already. Choose another.",
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
        "Địa chỉ máy chủ phải bắt đầu bằng https:// (http:// chỉ dùng trong máy này, hoặc trong "
        "mạng nội bộ khi người phụ trách cho phép).",
        "The hub's address must begin with https:// (http:// only on this computer, or on a "
        "local network where a supervisor allows it).",
    ),
    "error.plain_refused": (
        "Mã đăng ký này dùng cho kết nối bảo mật: địa chỉ phải bắt đầu bằng https://.",
        "This enrolment code is for a secure line: the address must begin with https://.",
    ),
    "error.enrol_code_malformed": (
        "Mã đăng ký có 8 hoặc 24 ký tự, không có O, I, 0, 1. Kiểm tra lại, hoặc xin mã mới.",
        "An enrolment code has 8 or 24 letters and digits, no O, I, 0 or 1. Check them.",
    ),
    "error.enrol_other_site": (
        "Trạm này đã thuộc địa điểm khác của máy chủ, lượt đã gửi được tính ở đó. Xin mã của "
        "địa điểm đó, hoặc cài đặt một trạm mới.",
        "The hub has this station at another site, where its passages are counted. Ask for a "
        "code of that site, or set up a new station.",
    ),
    "error.enrol_too_many": (
        "Máy chủ tạm ngừng nhận mã vì có quá nhiều mã sai. Chờ 10 phút rồi thử lại.",
        "The hub takes no codes for a while, for there were too many wrong ones. Try again in "
        "10 minutes.",
    ),
    "error.hub_not_the_one": (
        "Nơi trả lời KHÔNG phải máy chủ đã cấp mã này. Chưa gửi gì. Kiểm tra địa chỉ, báo người "
        "phụ trách.",
        "Whoever answers there is NOT the hub that made this code. Nothing was sent. Check the "
        "address and tell your supervisor.",
    ),
    "error.other_hub_waits": (
        "Còn {unsent} lượt chưa gửi cho máy chủ cũ. Gửi hết rồi mới đổi máy chủ; nếu máy chủ cũ "
        "không còn nữa, chọn “Máy chủ cũ không còn” (--old-hub-gone).",
        "{unsent} passages are not sent to the hub until now. Send them first, then change; if "
        "that hub is no more, choose “The old hub is gone” (--old-hub-gone).",
    ),
    "error.certificate_refused": (
        "Không dùng được chứng thư hoặc khoá “{file}”: sai tệp, không khớp nhau, hoặc có mật khẩu.",
        "The certificate or key “{file}” cannot be used: another file, not a pair, or encrypted.",
    ),
    "error.hub_address_unknown": (
        "Chưa biết địa chỉ máy chủ. Chạy “checkpoint hub serve” trước, hoặc thêm --url.",
        "The hub's address is not known. Run “checkpoint hub serve” first, or add --url.",
    ),
    "error.station_unknown": (
        "Máy chủ không có trạm “{station}”. Xem “checkpoint hub stations”.",
        "The hub has no station “{station}”. See “checkpoint hub stations”.",
    ),
    "error.station_ambiguous": (
        "Có {count} trạm tên “{station}”. Dùng mã số của trạm, xem “checkpoint hub stations”.",
        "{count} stations are called “{station}”. Use its id, see “checkpoint hub stations”.",
    ),
    "error.site_unknown": (
        "Máy chủ không có địa điểm “{site}”. Thêm bằng “checkpoint hub site add”.",
        "The hub has no site “{site}”. Add it with “checkpoint hub site add”.",
    ),
    "error.site_taken": (
        "Đã có địa điểm “{site}” ở đó hoặc trùng mã. Dùng tên khác, hoặc thêm --code để phân biệt.",
        "There is a site “{site}” there already, or one of this code. Use another name, or tell "
        "them apart by --code.",
    ),
    "error.site_unclear": (
        "Có {count} địa điểm tên “{site}”. Ghi mã hoặc id, xem “checkpoint hub site list”.",
        "There are {count} sites called “{site}”. Give the code or id, see “checkpoint hub site "
        "list”.",
    ),
    "error.territory_unknown": (
        "Chưa có địa bàn “{territory}”. Xem “checkpoint hub site list”, ghi đủ Thành phố/Quận/"
        "Phường.",
        "There is no territory “{territory}”. See “checkpoint hub site list” and write "
        "City/District/Ward in full.",
    ),
    "error.owner_unknown": (
        "Chưa có đơn vị chủ quản “{owner}”. Xem “checkpoint hub site list”.",
        "There is no owner “{owner}”. See “checkpoint hub site list”.",
    ),
    "error.account_taken": (
        "Đã có tài khoản “{login}”. Dùng tên đăng nhập khác.",
        "There is an account “{login}” already. Use another login.",
    ),
    "error.account_unknown": (
        "Không có tài khoản “{login}”. Xem “checkpoint hub account list”.",
        "There is no account “{login}”. See “checkpoint hub account list”.",
    ),
    "error.weak_password": (
        "Mật khẩu cần ít nhất {least} ký tự và khác tên đăng nhập. Bỏ trống "
        "CHECKPOINT_NEW_PASSWORD để chương trình tạo giúp.",
        "A password needs at least {least} characters and must not be the login. Leave "
        "CHECKPOINT_NEW_PASSWORD unset to have one made.",
    ),
    "error.scope_wrong": (
        "Vai trò {role} không đi với phạm vi này. site_head cần --site; ward cần một phường xã; "
        "district cần một quận huyện.",
        "The role {role} does not go with this scope. site_head needs --site; ward needs a ward; "
        "district needs a district.",
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
    "error.notice_unknown": (
        "Không có thông báo mã “{notice}”. Xem mã trong danh sách thông báo.",
        "There is no notice “{notice}”. Look its id up in the list of notices.",
    ),
    "error.addressee_unknown": (
        "Không có địa điểm hay địa bàn “{addressee}”. Ghi đúng tên, mã, hoặc “all”.",
        "There is no site or territory “{addressee}”. Give its name or code, or “all”.",
    ),
    "error.addressee_unclear": (
        "Có {count} nơi cùng tên “{addressee}”. Ghi mã, hoặc đủ “Thành phố/Quận/Phường”.",
        "{count} places are called “{addressee}”. Give its code, or “City/District/Ward” in full.",
    ),
    "error.watch_list_too_long": (
        "Danh sách cần chú ý quá dài (nhiều nhất {most} dòng). Chia theo địa bàn bằng “--to”.",
        "The watch list is too long (at most {most} rows). Divide it by territory with “--to”.",
    ),
    "error.key_unknown": (
        "Không có khoá “{name}”. Xem “checkpoint hub key list”.",
        "There is no key “{name}”. See “checkpoint hub key list”.",
    ),
    "error.hub_damaged": (
        "Dữ liệu máy chủ không đọc được. Không xoá tệp; phục hồi từ bản sao lưu.",
        "The hub's data cannot be read. Do not delete it; restore a backup.",
    ),
    "error.hub_key_other": (
        "Khoá trong thư mục máy chủ không phải của cơ sở dữ liệu này. Chép tệp hub.key từ máy chủ "
        "đã tạo ra nó.",
        "The key in the hub's folder is not this database's. Copy hub.key from the hub that made "
        "it.",
    ),
    "error.database_refused": (
        "Không dùng được máy chủ cơ sở dữ liệu: kiểm tra địa chỉ, tài khoản trong --db, và gói "
        "psycopg đã cài chưa.",
        "The database server cannot be used: check the address and the login in --db, and whether "
        "the package psycopg is installed.",
    ),
    "error.carried_damaged": (
        "Tệp mang theo này bị hỏng, hoặc không phải của chốt và máy chủ này. Chép lại từ đầu; "
        "dữ liệu tại chốt vẫn còn nguyên.",
        "This carry-over file is damaged, or is not of this station and this hub. Copy it anew; "
        "what the station holds is untouched.",
    ),
    "error.hub_is_itself": (
        "Đây chính là địa chỉ của máy chủ này. Nhập địa chỉ của máy chủ cấp trên.",
        "This is the hub's own address. Give the address of the hub above.",
    ),
    "error.network_missing": (
        "Máy này chưa có mạng. Nối mạng rồi tìm lại.",
        "This computer has no network. Connect it, then look again.",
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
    "warning.watched": (
        "Có trong danh sách cần chú ý",
        "On the watch list",
    ),
    "warning.watched_name": (
        "Trùng tên với người cần chú ý: hỏi năm sinh, số giấy tờ",
        "Same name as somebody on the watch list: ask for birth year and number",
    ),
    "warning.card_unknown": (
        "Thẻ không có trong danh sách của chợ",
        "This card is not on the market's list",
    ),
    "warning.card_used": (
        "Thẻ này đã dùng hôm nay",
        "This card was used today already",
    ),
    "warning.card_handed_in": (
        "Thẻ này đã thu lại trước đó",
        "This card was taken in before",
    ),
    "warning.other_ward": (
        "Thẻ của phường khác, không dùng ở chợ này",
        "A card of another ward, not good at this market",
    ),
    "warning.closed_out": (
        "Không ai thấy ra: ghi ra khi chốt cuối ngày",
        "Nobody saw the exit: recorded when the day was closed",
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
    "format.enrol": (
        "Mã đăng ký máy chủ: mở Cài đặt",
        "A hub's enrolment code: open the settings",
    ),
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
    # Reports and exports
    "report.title": ("Bảng tổng hợp lượt vào ra", "Day sheet of passages"),
    "report.summary": ("Tổng hợp", "Summary"),
    "report.passages": ("Lượt vào ra", "Passages"),
    "report.site": ("Địa điểm", "Site"),
    "report.gate": ("Cổng", "Gate"),
    "report.site_kind": ("Loại địa điểm", "Kind of site"),
    "report.station": ("Mã trạm", "Station"),
    "report.date": ("Ngày", "Date"),
    "report.as_of": ("Số liệu chốt lúc", "Numbers as of"),
    "report.figures": ("Số lượt trong ngày", "The day in numbers"),
    "report.in": ("Vào", "In"),
    "report.out": ("Ra", "Out"),
    "report.total": ("Tổng lượt", "Passages"),
    "report.inside": ("Đang ở trong", "Inside now"),
    "report.inside_site": ("Đang ở trong (mọi cổng)", "Inside now (all gates)"),
    "report.gate_only": (
        "Số lượt chỉ tính riêng cổng này; các cổng khác có phiếu riêng.",
        "Passages are counted for this gate alone; the other gates have sheets of their own.",
    ),
    "report.warned": ("Cần xem lại", "With a warning"),
    "report.voided": ("Đã huỷ", "Voided"),
    "report.ways": ("Cách ghi nhận", "How they were recorded"),
    "report.kinds": ("Đối tượng", "Who passed"),
    "report.hours": ("Theo giờ", "By hour"),
    "report.hour": ("Giờ", "Hour"),
    "report.balance": ("Đối chiếu số liệu của trạm", "Balance of this station"),
    "report.balanced": ("Số liệu khớp.", "The numbers reconcile."),
    "report.not_balanced": (
        "Số liệu KHÔNG khớp. Báo người phụ trách.",
        "The numbers do NOT reconcile. Tell your supervisor.",
    ),
    "report.paper": ("Phiếu giấy", "Paper sheets"),
    "paper.printed": ("Tờ đã in", "Sheets printed"),
    "paper.open": ("Tờ chưa xong", "Sheets not done"),
    "paper.rows_typed": ("Dòng đã nhập", "Rows typed"),
    "paper.rows_untyped": ("Dòng chưa nhập", "Rows not typed"),
    "paper.missing": ("Tờ bị thiếu", "Sheets missing"),
    "paper.which": ("Thiếu tờ: {numbers}", "Missing: {numbers}"),
    "paper.line": (
        "Phiếu giấy: in {printed} tờ, chưa xong {open} · đã nhập {typed} dòng, còn {untyped} dòng",
        "Paper: {printed} sheets printed, {open} not done · {typed} rows typed, {untyped} to type",
    ),
    "balance.captured": ("Ghi nhận", "Recorded"),
    "balance.accepted": ("Đã nhận", "Received"),
    "balance.duplicate": ("Trùng", "Duplicate"),
    "balance.pending": ("Chờ gửi", "Waiting"),
    "balance.needs_fix": ("Cần sửa", "To fix"),
    "balance.voided": ("Đã huỷ", "Voided"),
    "column.occurred_at": ("Thời gian", "Time"),
    "column.recorded_at": ("Ghi lúc", "Recorded at"),
    "column.direction": ("Chiều", "Direction"),
    "column.kind": ("Đối tượng", "Kind"),
    "column.name": ("Họ và tên", "Name"),
    "column.id_number": ("Số giấy tờ", "ID number"),
    "column.insurance_number": ("Số thẻ BHYT", "Insurance number"),
    "column.phone": ("Điện thoại", "Phone"),
    "column.birth_date": ("Ngày sinh", "Born"),
    "column.sex": ("Giới tính", "Sex"),
    "column.address": ("Địa chỉ", "Address"),
    "column.nationality": ("Quốc tịch", "Nationality"),
    "column.plate": ("Biển số", "Plate"),
    "column.platform": ("Đơn vị giao", "Delivered by"),
    "column.destination": ("Giao đến", "Destination"),
    "column.goods": ("Hàng hoá", "Goods"),
    "column.way": ("Cách ghi", "Way"),
    "column.fallback": ("Lý do không quét", "Why no code"),
    "column.sheet": ("Số tờ", "Sheet"),
    "column.row": ("Dòng", "Row"),
    "column.gate": ("Cổng", "Gate"),
    "column.lane": ("Làn", "Lane"),
    "column.guided_by": ("Người hướng dẫn", "Guided by"),
    "column.verdict": ("Kết quả", "Verdict"),
    "column.warnings": ("Cần xem lại", "Warnings"),
    "column.note": ("Ghi chú", "Note"),
    "column.voided": ("Đã huỷ", "Voided"),
    "column.id": ("Mã lượt", "Passage"),
    "column.yes": ("có", "yes"),
    # Why the hub was not reached
    "cause.not_enrolled": ("chưa nối máy chủ", "no hub yet"),
    "cause.no_network": ("mất mạng", "no network"),
    "cause.no_answer": ("máy chủ không trả lời", "the hub does not answer"),
    "cause.tls": (
        "chứng thư không phải của máy chủ này",
        "the certificate there is not this hub's",
    ),
    "cause.captive_portal": ("mạng yêu cầu đăng nhập", "the network wants a login"),
    "cause.not_the_hub": ("địa chỉ không phải máy chủ", "something else answers there"),
    "cause.answer_damaged": ("trả lời bị hỏng giữa đường", "the answer arrived damaged"),
    "cause.unauthorised": ("máy chủ không nhận trạm này", "the hub does not know this station"),
    "cause.revoked": (
        "máy chủ đã khoá trạm này, xin mã mới",
        "the hub has shut this station out, ask for a new code",
    ),
    "cause.credential_missing": (
        "trạm chưa nối máy chủ từ máy tính này, xin mã mới",
        "not enrolled from this computer, ask for a new code",
    ),
    "cause.plain_refused": (
        "đường truyền không mã hoá chưa được phép",
        "a line that is not encrypted is not allowed",
    ),
    "cause.hub_other_version": ("máy chủ khác phiên bản", "the hub speaks another version"),
    "cause.hub_busy": ("máy chủ đang bận", "the hub is busy"),
    "cause.hub_error": ("máy chủ gặp lỗi", "the hub has a fault"),
    "cause.clock": (
        "sai giờ máy, hoặc chứng thư máy chủ hết hạn",
        "this clock is wrong, or the hub's certificate is too old",
    ),
    "cause.disk_full": ("ổ đĩa của máy này đã đầy", "this computer's disk is full"),
    "cause.store_busy": (
        "chương trình khác đang giữ dữ liệu tại máy",
        "another program holds the local store",
    ),
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
    "cause.forbidden": ("không được phép", "not allowed"),
    "cause.login_wrong": (
        "tên đăng nhập hoặc mật khẩu không đúng",
        "the login or the password is wrong",
    ),
    "cause.invalid": ("yêu cầu không hợp lệ", "the request cannot be understood"),
    "cause.too_many_requests": ("gửi quá nhiều yêu cầu", "too many requests at once"),
    "cause.not_found": ("địa chỉ không phải máy chủ", "the hub has nothing at this address"),
    # Why the hub refuses one passage
    "refusal.malformed": ("máy chủ không hiểu mục này", "the hub does not understand this field"),
    "refusal.field_missing": ("thiếu mục này", "this field is missing"),
    "refusal.time_missing": ("thiếu thời gian", "the time is missing"),
    "refusal.number_out_of_range": ("số ngoài khoảng cho phép", "the number is out of range"),
    "refusal.value_unknown": ("máy chủ không biết giá trị này", "the hub does not know this value"),
    "refusal.text_too_long": ("nội dung quá dài", "the text is too long"),
    "refusal.text_unprintable": ("nội dung có ký tự lạ", "the text holds unprintable marks"),
    # What a PIN or passphrase is good for
    "strength.weak": ("Quá dễ đoán.", "Too easy to guess."),
    "strength.pin": (
        "Mã PIN: tiện tại chốt; nếu máy không có kho khoá thì không chống được mất ổ đĩa.",
        "A PIN: handy at the gate; without a keyring it does not protect a stolen disk.",
    ),
    "strength.fair": (
        "Mật khẩu tạm được: thêm vài từ cho chắc.",
        "A fair passphrase: a few more words make it strong.",
    ),
    "strength.good": ("Mật khẩu tốt.", "A strong passphrase."),
    # Roles
    "role.guard": ("Bảo vệ", "Guard"),
    "role.supervisor": ("Người phụ trách", "Supervisor"),
    "role.auditor": ("Người kiểm tra", "Auditor"),
    # Command line
    "say.staff": ("{name} · {role}", "{name} · {role}"),
    "say.staff_left": (
        "{name} · {role} · không đăng nhập được",
        "{name} · {role} · cannot sign in",
    ),
    "say.staff_added": ("Đã thêm {name} ({role}).", "Added {name} ({role})."),
    "say.staff_removed": (
        "{name} không đăng nhập được nữa. Nên đổi khoá: “checkpoint rotate”.",
        "{name} can no longer sign in. Now change the key: “checkpoint rotate”.",
    ),
    "say.pin_changed": ("Đã đặt mã mới cho {name}.", "A new PIN is set for {name}."),
    "say.recovery_made": (
        "Chép mã này ra giấy và cất nơi khoá kín; chương trình không giữ lại, mã cũ hết hiệu lực.",
        "Write this code on paper and lock it away; it is kept nowhere, and the old one is void.",
    ),
    "say.recovered": (
        "{name} đăng nhập được bằng mã mới. Nên tạo mã khôi phục mới: “checkpoint recovery make”.",
        "{name} can sign in with the new PIN. Now make a new recovery code: “checkpoint recovery "
        "make”.",
    ),
    "say.stranded": (
        "{count} người khác cần mã PIN mới: “checkpoint staff pin --name TÊN”.",
        "{count} others need a new PIN: “checkpoint staff pin --name NAME”.",
    ),
    "say.rotated": (
        "Đã đổi khoá dữ liệu; mọi mã PIN và mã khôi phục vẫn dùng được.",
        "The store has a new key; every PIN and the recovery code work as before.",
    ),
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
    "say.list_encoding": (
        "Chữ có vẻ viết bằng {encoding}: nhập lại với --encoding {encoding}.",
        "The texts seem to be written in {encoding}: import again with --encoding {encoding}.",
    ),
    "say.list_seen": (
        "Đọc được {rows} dòng, {faulty} dòng lỗi, {warnings} điều cần xem. Chưa nhập gì.",
        "{rows} rows read, {faulty} faulty, {warnings} to look at. Nothing was taken.",
    ),
    "say.list_taken": (
        "Đã nhập {rows} dòng: thêm {added}, sửa {changed}, bỏ {removed}; {faulty} dòng lỗi bỏ qua.",
        "{rows} rows taken: {added} new, {changed} changed, {removed} removed; "
        "{faulty} faulty left out.",
    ),
    "say.written": ("Đã ghi {file}", "{file} written"),
    "say.card_in": ("Đã thu thẻ {number}", "Card {number} handed in"),
    "say.card_back": ("Đã trả thẻ {number}", "Card {number} given back"),
    "say.sheets_printed": (
        "Đã ghi {count} tờ vào {file}: từ {first} đến {last}.",
        "{count} sheets written to {file}: {first} to {last}.",
    ),
    "say.paper": (
        "In {printed} tờ, chưa xong {open}; đã nhập {rows_typed} dòng, còn {rows_untyped}. "
        "Thiếu: {missing}",
        "{printed} sheets printed, {open} not done; {rows_typed} rows typed, {rows_untyped} left. "
        "Missing: {missing}",
    ),
    "say.sheet_closed": ("Đã khép tờ {number}", "Sheet {number} closed"),
    "say.to_close_out": (
        "{count} người ở trong quá lâu. Ghi ra cho họ: thêm --yes.",
        "{count} are inside for too long. To record their exits: add --yes.",
    ),
    "say.closed_out": ("Đã ghi ra cho {count} người.", "The exits of {count} were recorded."),
    "say.found": ("{count} người", "{count} people"),
    "say.traced": (
        "{count} người từng có mặt cùng lúc, trong {stays} lượt ở.",
        "{count} people were here at the same time, over {stays} stays.",
    ),
    "say.nobody_known": (
        "Không có ai mang đúng số này ở đây. Xem lại số, gõ đủ mọi chữ số.",
        "Nobody here has this very number. Check it, and type all of its digits.",
    ),
    "say.person_exported": (
        "Đã ghi {exported} bản ghi vào {file}, số không che: chỉ giao cho đúng người.",
        "{exported} records written to {file}, numbers unmasked: for that person alone.",
    ),
    "say.person_corrected": (
        "Đã sửa {corrected} lượt; bản cũ vẫn ở trong sổ, bản mới sẽ gửi lên máy chủ.",
        "{corrected} passages corrected; the old wording stays on record, the hub gets the new.",
    ),
    "say.person_deleted": (
        "Đã xoá {deleted} lượt và {listed} dòng danh sách. Giữ lại {kept_unsent} lượt chưa gửi, "
        "{kept_inside} lượt còn ở trong. {named} ghi chú, dòng danh sách của người khác có nhắc "
        "tên vẫn giữ cùng người đó. Theo luật, nhật ký xem và giấy chứng nhận xoá vẫn giữ; máy "
        "chủ có bản riêng.",
        "{deleted} passages and {listed} rows of lists deleted. Kept: {kept_unsent} not yet sent, "
        "{kept_inside} still inside. {named} notes and rows about others that name them stay with "
        "those. As the law asks, the access log and the certificate stay; the hub has a copy of "
        "its own.",
    ),
    "say.named_in": (
        "Không có lượt nào của người này; {count} ghi chú hoặc dòng danh sách có nhắc đến.",
        "No passage is theirs; {count} notes or rows of lists name them.",
    ),
    "say.backups_hold": (
        "{count} bản sao lưu ở {folder} còn giữ người này, chậm nhất đến ngày {until}; thêm "
        "--renew-backups để thay hết bằng bản mới. Bản để ở nơi khác: tự xoá.",
        "{count} backups in {folder} hold this person until {until} at the latest; "
        "--renew-backups puts a new one in their place. Delete those kept elsewhere yourself.",
    ),
    "say.backups_renewed": (
        "Đã sao lưu mới và xoá {count} bản sao lưu cũ.",
        "A new backup was made, and {count} older ones deleted.",
    ),
    "say.old_stores_hold": (
        "Dữ liệu cũ cất riêng còn giữ người này: {folders}. Xoá thư mục đó khi không cần nữa.",
        "Older data that was set aside holds this person: {folders}. Delete it once nobody needs "
        "it.",
    ),
    "say.purged": (
        "Đã xoá {purged} lượt trước {before}; giữ lại {kept_unsent} lượt chưa gửi.",
        "{purged} passages before {before} were deleted; {kept_unsent} not yet sent are kept.",
    ),
    "say.verified": (
        "Nhật ký nguyên vẹn: {rows} dòng, số liệu khớp.",
        "The journal is whole: {rows} rows, and the numbers reconcile.",
    ),
    "say.backup_made": (
        "Đã sao lưu {passages} bản ghi vào {file} và kiểm tra lại.",
        "Backed up {passages} records to {file}, and verified.",
    ),
    "say.restored": (
        "Đã khôi phục bản sao lưu lúc {made_at}: {passages} bản ghi, "
        "chép thêm {carried} từ dữ liệu cũ.",
        "Restored the backup of {made_at}: {passages} records, {carried} more carried over.",
    ),
    "say.salvaged": (
        "Đã cứu {passages} bản ghi; {pending} chờ gửi; mất nhiều nhất {lost_passages}.",
        "Saved {passages} records; {pending} wait to be sent; at most {lost_passages} are lost.",
    ),
    "say.salvaged_uncounted": (
        "Đã cứu {passages} bản ghi; {pending} chờ gửi; còn mất bao nhiêu thì không rõ. Đối chiếu "
        "với sổ giấy và máy chủ.",
        "Saved {passages} records; {pending} wait to be sent; nobody can tell how many are lost. "
        "Compare with the paper and the hub.",
    ),
    "say.lost_pages": (
        "Mất {count} trang của tệp dữ liệu. Xem lại nhân viên, danh sách và tờ giấy: có thể thiếu.",
        "{count} pages of the file are lost. Look through staff, lists and sheets: some may be "
        "missing.",
    ),
    "say.lost_range": (
        "Không đọc được {passages} bản ghi (số {after} đến {until}), ghi từ {from_ms} đến "
        "{until_ms}. Nhập lại từ sổ giấy nếu có.",
        "{passages} records cannot be read (numbers {after} to {until}), recorded between "
        "{from_ms} and {until_ms}. Type them in from paper where there is any.",
    ),
    "say.station_lost": (
        "Không còn biết đây là trạm nào: hãy đăng ký lại với máy chủ bằng mã mới.",
        "Which station this was is lost: join the hub again with a new code.",
    ),
    "say.set_aside": (
        "Dữ liệu cũ được giữ ở {folder}.",
        "The old data is kept in {folder}.",
    ),
    "say.store_whole": (
        "Dữ liệu còn nguyên vẹn, không cần cứu.",
        "The store is whole; there is nothing to salvage.",
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
    "say.hub_purged": (
        "Đã xoá {days} ngày trọn và {passages} lượt quá hạn, {sessions} phiên, {codes} mã đăng ký, "
        "{accesses} dòng nhật ký truy cập.",
        "Deleted {days} whole days and {passages} passages past their time, {sessions} sessions, "
        "{codes} enrolment codes and {accesses} rows of the access log.",
    ),
    "say.hub_backup": (
        "Đã sao lưu và kiểm tra: {passages} lượt, {sites} địa điểm → {file}",
        "Backed up and verified: {passages} passages, {sites} sites → {file}",
    ),
    "say.hub_backup_key": (
        "Bản sao lưu chỉ mở được bằng khoá của máy chủ (hub.key): giữ khoá ở nơi khác, hoặc đặt "
        "CHECKPOINT_BACKUP_PASSPHRASE rồi sao lưu lại.",
        "This backup opens with the hub's key (hub.key) only: keep that somewhere else, or set "
        "CHECKPOINT_BACKUP_PASSPHRASE and back up again.",
    ),
    "say.hub_restored": (
        "Đã phục hồi máy chủ {hub}: {passages} lượt, bản sao lưu lúc {made_at}.",
        "Restored the hub {hub}: {passages} passages, backed up at {made_at}.",
    ),
    "say.hub_restored_missing": (
        "Những lượt máy chủ nhận sau {made_at} không có trong bản này; các trạm còn giữ lượt của "
        "mình.",
        "What the hub received after {made_at} is not in it; the stations still hold theirs.",
    ),
    "say.account_added": (
        "Đã tạo tài khoản {login} ({role}).",
        "Made the account {login} ({role}).",
    ),
    "say.account_password": (
        "Mật khẩu mới của {login} (chỉ hiện một lần): {password}",
        "The new password of {login} (shown only now): {password}",
    ),
    "say.account_password_set": (
        "Đã đặt mật khẩu mới cho {login}.",
        "{login} has a new password.",
    ),
    "say.account_disabled": (
        "Đã khoá tài khoản {login}; các phiên đang mở đã kết thúc.",
        "The account {login} is shut; its sessions have ended.",
    ),
    "say.sites_seen": (
        "{rows} địa điểm dùng được, {faulty} dòng sai, {warnings} chỗ cần xem lại.",
        "{rows} sites can be taken, {faulty} rows are faulty, {warnings} things to look at.",
    ),
    "say.sites_taken": (
        "Đã nhập: {added} địa điểm mới, {changed} thay đổi, {unchanged} giữ nguyên.",
        "Taken: {added} new sites, {changed} changed, {unchanged} as they were.",
    ),
    "say.posters": (
        "Đã tạo {count} áp phích: {file}",
        "Posters made: {count}, in {file}",
    ),
    "say.notice_added": (
        "Đã gửi thông báo cho “{to}” (mã {notice}). Trạm nhận trong khoảng 10 phút.",
        "The notice for “{to}” is out (id {notice}). Stations have it in some 10 minutes.",
    ),
    "say.notice_withdrawn": ("Đã rút thông báo {notice}.", "Withdrew the notice {notice}."),
    "say.watch_cleared": (
        "Đã bỏ {removed} dòng khỏi danh sách cần chú ý.",
        "Took {removed} rows off the watch list.",
    ),
    "say.key_added": (
        "Đã thêm khoá “{key}”; các trạm nhận trong khoảng 10 phút.",
        "The key “{key}” is given out; stations have it in some 10 minutes.",
    ),
    "say.key_removed": ("Không gửi khoá “{key}” nữa.", "The key “{key}” is given out no more."),
    "say.setting_set": (
        "Đã đặt {name} = {value} cho “{site}”.",
        "Set {name} = {value} for “{site}”.",
    ),
    "say.setting_left": (
        "Để các trạm của “{site}” tự đặt {name}.",
        "{name} is left to the stations of “{site}”.",
    ),
    "say.notices": ("{count} thông báo chưa đọc.", "{count} notices not acknowledged."),
    "say.acknowledged": (
        "Đã ghi là đã đọc; máy chủ được báo trong lần gửi tới.",
        "Noted as read; the hub is told with the next sign of life.",
    ),
    "say.acknowledged_before": (
        "Thông báo này đã có người đọc; giữ nguyên như lần đầu.",
        "Somebody has read this notice before; the first time stands.",
    ),
    "say.newer_version": (
        "Có phiên bản mới {version}. Báo người phụ trách cài khi vắng người.",
        "There is a newer version, {version}. Have it installed at a quiet time.",
    ),
    "say.bulletin_not_taken": (
        "Chưa nhận được bảng tin của máy chủ: {reason}. Vẫn dùng bảng tin cũ.",
        "The hub's bulletin was not taken: {reason}. The one before stays in force.",
    ),
    "bulletin.damaged": ("nhận không trọn vẹn", "it did not arrive whole"),
    "bulletin.other_hub": ("của máy chủ khác", "it is another hub's"),
    "bulletin.older": ("cũ hơn bản đang dùng", "it is older than the one in force"),
    "bulletin.unreadable": ("không đọc được", "it cannot be read"),
    "bulletin.too_large": ("quá lớn", "it is too large"),
    "bulletin.not_fetched": ("đường truyền bị ngắt", "the line broke"),
    "bulletin.not_kept": ("không ghi được vào ổ đĩa", "it could not be stored"),
    "station.never_seen": (
        "Chưa chạy lần nào từ khi nối ({since}).",
        "Never heard of since it joined ({since}).",
    ),
    "station.offline": ("Mất liên lạc từ {since}.", "Not heard of since {since}."),
    "station.clock_off": ("Đồng hồ máy trạm sai.", "Its clock is wrong."),
    "station.behind": ("Có lượt chưa gửi từ {since}.", "Passages have waited since {since}."),
    "station.idle": (
        "Có liên lạc, không ghi lượt nào từ {since}.",
        "In contact, nothing recorded since {since}.",
    ),
    "station.sending": ("Đang hoạt động.", "In use."),
    "say.enrol_code": (
        "Mã đăng ký cho “{site}”: {code} (dùng một lần, trong 7 ngày).",
        "Enrolment code for “{site}”: {code} (once, within 7 days).",
    ),
    "say.enrol_code_at": (
        "{qr}\nMã đăng ký cho “{site}” tại {url}: {code} (dùng một lần, trong 7 ngày).",
        "{qr}\nEnrolment code for “{site}” at {url}: {code} (once, within 7 days).",
    ),
    "say.revoked": (
        "Đã khoá trạm “{name}” ({site}). Cấp mã mới nếu muốn nối lại.",
        "The station “{name}” ({site}) is shut out. A new code lets it in again.",
    ),
    "say.hub_plain": (
        "CẢNH BÁO: đường truyền KHÔNG mã hoá, người trong mạng có thể đọc dữ liệu cá nhân.",
        "WARNING: the line is NOT encrypted; anybody on the network can read personal data.",
    ),
    "say.enrol_shown": (
        "{source}: mã đăng ký máy chủ, không phải lượt qua: dùng trong Cài đặt.",
        "{source}: a hub's enrolment code, nobody's passage: use it in the settings.",
    ),
    "say.hub_joined": (
        "Từ lần chạy “hub serve” tới, máy chủ này báo cáo về {hub}, địa điểm “{site}”.",
        "From its next start on, this hub reports to {hub}, for the site “{site}”.",
    ),
    "say.upward": (
        "Báo cáo về {hub}: {waiting} lượt chưa gửi, {refused} lượt bị trả lại.",
        "Reports to {hub}: {waiting} passages not sent, {refused} refused.",
    ),
    "say.hubs_listening": (
        "Đang tìm máy chủ trong mạng nội bộ ({seconds} giây)…",
        "Looking for hubs on the local network ({seconds} seconds)…",
    ),
    "say.hubs_found": (
        "{count} máy chủ. Đối chiếu mã ghim với người phụ trách, rồi nối bằng mã đăng ký.",
        "{count} hubs. Compare the pin with whoever runs the hub, then join with a one-time code.",
    ),
    "say.no_hubs": (
        "Không thấy máy chủ nào. Hỏi người phụ trách địa chỉ, hoặc bật “--announce” ở máy chủ.",
        "No hub was heard. Ask whoever runs it for its address, or to start it with --announce.",
    ),
    "say.announced": (
        "Đã báo trong mạng nội bộ: {site}",
        "Announced on the local network: {site}",
    ),
    "say.not_announced": (
        "Chưa báo được trong mạng nội bộ. Trạm vẫn nối được bằng địa chỉ.",
        "Not announced on the local network. Stations can still join by the address.",
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
    "say.outbox": (
        "{count} lượt máy chủ chưa xác nhận.",
        "{count} not confirmed by the hub.",
    ),
    "say.done_at": ("Gửi xong khoảng {time}.", "All sent at about {time}."),
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
    "check.clock_slow": (
        "Giờ máy chậm {minutes} phút so với máy chủ: đặt lại giờ.",
        "This computer's clock is {minutes} min behind the hub's: set it.",
    ),
    "check.clock_fast": (
        "Giờ máy nhanh {minutes} phút so với máy chủ: đặt lại giờ.",
        "This computer's clock is {minutes} min ahead of the hub's: set it.",
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
    "check.trust_hub": ("Máy chủ gửi thêm {count} khoá.", "The hub gives {count} more."),
    "check.waiting": ("{count} lượt chưa gửi.", "{count} passages not sent yet."),
    # Lists that a site brings: where something is, and what is wrong there
    "list.place": ("Dòng {row}, cột {column}", "Row {row}, column {column}"),
    "list.place_row": ("Dòng {row}", "Row {row}"),
    "list.missing": ("còn thiếu: điền vào", "is missing: fill it in"),
    "list.nobody": (
        "không có tên, số giấy tờ, điện thoại hay biển số: điền ít nhất một mục",
        "has no name, ID number, phone or plate: fill in one of them",
    ),
    "list.too_long": ("“{value}” quá dài: rút ngắn", "“{value}” is too long: shorten it"),
    "list.text_damaged": (
        "“{value}” bị mất chữ: gõ lại",
        "“{value}” has lost letters: type it again",
    ),
    "list.number_cut": (
        "“{value}” đã mất số cuối: đổi cột sang dạng chữ (Text) rồi gõ lại cả số",
        "“{value}” has lost its last digits: make the column Text and type the whole number again",
    ),
    "list.date_unclear": (
        "“{value}” không phải ngày có thật: ghi ngày/tháng/năm, ví dụ 12/03/1990",
        "“{value}” is no real date: write day/month/year, such as 12/03/1990",
    ),
    "list.date_future": (
        "“{value}” là ngày chưa tới: sửa ngày sinh",
        "“{value}” is still to come: mend the birth date",
    ),
    "list.dates_backwards": (
        "“{value}” trước ngày bắt đầu: sửa một trong hai ngày",
        "“{value}” is before the first day: mend one of the two",
    ),
    "list.sex_unclear": (
        "“{value}” không rõ: ghi Nam, Nữ hoặc Khác",
        "“{value}” is unclear: write Male, Female or Other",
    ),
    "list.kind_unclear": (
        "“{value}” không rõ: ghi Cư dân, Nhân viên, Khách, Giao hàng, Người bán, Người mua hoặc "
        "Xe hàng",
        "“{value}” is unclear: write Resident, Staff, Visitor, Delivery, Vendor, Shopper or Goods",
    ),
    "list.days_unclear": (
        "“{value}” không rõ ngày nào: ghi như T2, T4, T6 hoặc T2 đến T6",
        "“{value}” does not say which days: write T2, T4, T6 or T2 to T6 (T2 is Monday)",
    ),
    "list.hours_unclear": (
        "“{value}” không rõ giờ: ghi như 06:00 hoặc 6h-8h",
        "“{value}” says no clear time: write 06:00 or 6h-8h",
    ),
    "list.hours_backwards": (
        "giờ đến {value} không sau giờ từ: sửa một trong hai",
        "the end {value} is not after the beginning: mend one of the two",
    ),
    "list.site_kind_unclear": (
        "“{value}” không rõ loại: ghi Khu dân cư, Chợ, Cửa hàng, Cơ quan hoặc Khác",
        "“{value}” is unclear: write Residential, Market, Shop, Office or Other",
    ),
    "list.yes_no_unclear": (
        "“{value}” không rõ: ghi Có hoặc Không",
        "“{value}” is unclear: write Yes or No",
    ),
    "list.code_twice": (
        "mã {value} đã có ở dòng {other}: sửa một trong hai",
        "the code {value} is in row {other} already: mend one of the two",
    ),
    "list.site_twice": (
        "“{value}” đã có ở dòng {other}, cùng địa bàn: thêm mã để phân biệt",
        "“{value}” is in row {other} already, in the same place: add codes to tell them apart",
    ),
    "list.zero_restored": (
        "đã thêm số 0 ở đầu, thành {value}: xem lại",
        "zeros were put back in front, it is now {value}: check it",
    ),
    "list.marks_removed": (
        "đã bỏ ký tự ẩn khỏi “{value}”",
        "hidden marks were taken out of “{value}”",
    ),
    "list.not_converted": (
        "“{value}” không thuộc bảng mã đã chọn, giữ nguyên: xem lại",
        "“{value}” is not in the chosen encoding and was left as it is: check it",
    ),
    "list.expired": ("{value} đã qua: xem lại", "{value} is past: check it"),
    "list.twice": (
        "{value} đã có ở dòng {other}: xem lại",
        "{value} is in row {other} already: check it",
    ),
    "list.example_left": (
        "là dòng ví dụ của tệp mẫu, đã bỏ qua",
        "is the example of the template; it was left out",
    ),
    "list_sheet.people": ("Danh sách người", "People"),
    "list_sheet.cards": ("Thẻ vào chợ", "Market cards"),
    "list_sheet.watch": ("Cần chú ý", "Watch list"),
    "list_heading.name": ("Họ và tên", "Name"),
    "list_heading.id_number": ("Số CCCD/CMND", "ID number"),
    "list_heading.phone": ("Điện thoại", "Phone"),
    "list_heading.birth_date": ("Ngày sinh", "Date of birth"),
    "list_heading.sex": ("Giới tính", "Sex"),
    "list_heading.home": ("Căn hộ", "Apartment"),
    "list_heading.plate": ("Biển số xe", "Plate"),
    "list_heading.kind": ("Đối tượng", "Kind"),
    "list_heading.note": ("Ghi chú", "Note"),
    "list_heading.number": ("Số thẻ", "Card number"),
    "list_heading.ward": ("Phường", "Ward"),
    "list_heading.holder": ("Chủ hộ", "Holder"),
    "list_heading.weekdays": ("Thứ", "Weekdays"),
    "list_heading.begin": ("Giờ từ", "From hour"),
    "list_heading.end": ("Giờ đến", "To hour"),
    "list_heading.valid_from": ("Hiệu lực từ", "Valid from"),
    "list_heading.valid_until": ("Hiệu lực đến", "Valid until"),
    "list_heading.instruction": ("Hướng dẫn xử lý", "Instruction"),
    "list_heading.until": ("Đến ngày", "Until"),
    "list_encoding.unicode": ("Unicode", "Unicode"),
    "list_encoding.tcvn3": ("TCVN3 (.VnTime)", "TCVN3 (.VnTime)"),
    "list_encoding.tcvn3_capitals": (
        "TCVN3 chữ hoa (.VnTimeH)",
        "TCVN3 in capitals (.VnTimeH)",
    ),
    "list_encoding.vni": ("VNI (VNI-Times)", "VNI (VNI-Times)"),
    # What cannot be understood in an entry
    "reason.login_signs": (
        "chỉ gồm chữ thường không dấu, số và . _ @ -, từ 2 đến 64 ký tự",
        "2 to 64 plain small letters, digits and . _ @ -",
    ),
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
    "reason.too_many": ("quá nhiều", "too many"),
    "reason.setting_unknown": (
        "máy chủ không được đặt mục này",
        "a hub may not set this",
    ),
    "reason.setting_value": ("giá trị không hợp lệ", "not a value it can have"),
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
