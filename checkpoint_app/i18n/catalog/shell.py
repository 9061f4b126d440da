"""What the command line answers."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
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
    "say.demo_city": (
        "Xem thành phố mẫu bằng trình duyệt: {url}, tài khoản {login}, mật khẩu {password}",
        "The invented city in a browser: {url}, account {login}, password {password}",
    ),
    "say.demo_again": (
        "Xem lại thành phố mẫu sau này: checkpoint --home {folder} hub serve (cùng tài khoản).",
        "To see the city again later: checkpoint --home {folder} hub serve (the same account).",
    ),
    "say.demo_summary": (
        "Trạm ghi {captured} lượt ({entries} vào, {exits} ra; {inside} đang ở trong).\n"
        "Cân đối: {captured} = đã nhận {accepted} + trùng {duplicate} + chờ gửi {pending} "
        "+ cần sửa {needs_fix} + đã huỷ {voided}.\n"
        "Máy chủ xác nhận {hub_passages} lượt ({hub_in} vào, {hub_out} ra).\n"
        "16:00, thành phố mẫu: {city_sites} địa điểm; chưa làm {city_not_done}, làm chưa đúng "
        "{city_done_wrongly}, làm chưa đủ {city_done_incompletely}.\n"
        "Ảnh màn hình, phiếu ngày và báo cáo: {folder}",
        "The station recorded {captured} passages ({entries} in, {exits} out; {inside} inside).\n"
        "Balance: {captured} = accepted {accepted} + duplicate {duplicate} + pending {pending} "
        "+ needs fix {needs_fix} + voided {voided}.\n"
        "The hub confirmed {hub_passages} passages ({hub_in} in, {hub_out} out).\n"
        "16:00, the invented city: {city_sites} sites; not done {city_not_done}, wrongly "
        "{city_done_wrongly}, incompletely {city_done_incompletely}.\n"
        "Screenshots, day sheet and report: {folder}",
    ),
    "say.site_added": ("Đã thêm địa điểm “{name}”.", "Added the site “{name}”."),
    "say.hub_purged": (
        "Đã xoá {days} ngày trọn và {passages} lượt quá hạn, {sessions} phiên, {codes} mã đăng ký, "
        "{accesses} dòng nhật ký truy cập, {notices} thông báo cũ, {watched} người hết hạn chú ý.",
        "Deleted {days} whole days and {passages} passages past their time, {sessions} sessions, "
        "{codes} enrolment codes, {accesses} rows of the access log, {notices} old notices and "
        "{watched} names to look out for whose time is over.",
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
        "mình và tự gửi lại.",
        "What the hub received after {made_at} is not in it; the stations hold theirs and send "
        "them again by themselves.",
    ),
    "say.hub_restored_noted": (
        "Các trạm sẽ gửi lại những lượt máy chủ đã xác nhận từ {to}.",
        "The stations will send again what the hub confirmed since {to}.",
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
    "say.console": ("Trang quản lý: {url}", "Console: {url}"),
    "say.enrol_shown": (
        "{source}: mã đăng ký máy chủ, không phải lượt qua: dùng trong Cài đặt.",
        "{source}: a hub's enrolment code, nobody's passage: use it in the settings.",
    ),
    "say.hub_joined": (
        "Từ lần chạy “hub serve” tới, máy chủ này báo cáo về {hub}, địa điểm “{site}”.",
        "From its next start on, this hub reports to {hub}, for the site “{site}”.",
    ),
    "say.lists_waiting": (
        "{count} thay đổi danh sách chờ báo cho các cổng khác.",
        "{count} changes to lists wait to be told to the other gates.",
    ),
    "say.list_not_shared": (
        "Danh sách “{kind}” chưa báo được cho các cổng khác: nhập lại danh sách ngắn gọn hơn.",
        "The list “{kind}” cannot be told to the other gates: import a shorter one.",
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
    "say.carried_out": (
        "Đã chép {carried} lượt chưa gửi vào {file}; chỉ máy chủ mở được. Mang tới máy chủ và chạy "
        "“checkpoint hub import”. Tại chốt, các lượt này vẫn chờ cho tới khi có hồi đáp.",
        "{carried} unsent passages were written to {file}, which only the hub can open. Take it "
        "there and run “checkpoint hub import”. Here they wait until there is an answer.",
    ),
    "say.carried_in": (
        "Máy chủ trả lời: nhận {accepted}, đã có {duplicate}, cần sửa {needs_fix}. Còn chờ "
        "{pending}.",
        "The hub's answers: {accepted} accepted, {duplicate} held already, {needs_fix} to mend. "
        "{pending} still wait.",
    ),
    "say.hub_imported": (
        "Từ {station}: nhận {accepted}, đã có {duplicate}, từ chối {rejected}. Mang {answers} về "
        "chốt và chạy “checkpoint carry in”.",
        "From {station}: {accepted} accepted, {duplicate} held already, {rejected} refused. Take "
        "{answers} back and run “checkpoint carry in”.",
    ),
}
