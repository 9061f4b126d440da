"""What went wrong between stations and hubs, and at a hub, and what to do."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "error.pin_taken": (
        "Mã PIN này đã có người dùng. Chọn mã khác.",
        "Someone uses this PIN already. Choose another.",
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
    "error.carried_unreadable": (
        "Không đọc được tệp {file}. Kiểm tra tên tệp và USB, rồi thử lại.",
        "The file {file} cannot be read. Check its name and the stick, then try again.",
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
    "error.port_taken": (
        "Không mở được cổng {host}:{port}. Chọn cổng khác bằng --port.",
        "Cannot listen on {host}:{port}. Choose another with --port.",
    ),
    "error.workers_refused": (
        "--workers chỉ dùng được với PostgreSQL (--db postgresql://…) và không dùng được trên "
        "Windows.",
        "--workers needs PostgreSQL (--db postgresql://…), and does not work on Windows.",
    ),
    "error.hub_not_empty": (
        "Máy chủ đã có địa điểm; thành phố mẫu chỉ đưa được vào máy chủ trống. Chọn thư mục hoặc "
        "cơ sở dữ liệu khác.",
        "This hub has sites already; an invented city goes into an empty one only. Choose another "
        "folder or database.",
    ),
}
