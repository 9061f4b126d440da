"""What is said to those who answer for many sites."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "say.simulated": (
        "Đã tạo thành phố mẫu: {sites} địa điểm, {stations} trạm, {passages} lượt qua cổng, "
        "{refused} lượt bị từ chối, {wrong} nơi làm chưa đúng.",
        "An invented city is there: {sites} sites, {stations} stations, {passages} passages, "
        "{refused} refused, {wrong} places that do it wrong.",
    ),
}
