"""What things are called in the invented city; the districts are Hanoi's, all else is made up."""

CITY = "Hà Nội"
DISTRICTS = (
    "Quận Ba Đình", "Quận Hoàn Kiếm", "Quận Tây Hồ", "Quận Long Biên", "Quận Cầu Giấy",
    "Quận Đống Đa", "Quận Hai Bà Trưng", "Quận Hoàng Mai", "Quận Thanh Xuân",
    "Quận Nam Từ Liêm", "Quận Bắc Từ Liêm", "Quận Hà Đông", "Thị xã Sơn Tây", "Huyện Ba Vì",
    "Huyện Chương Mỹ", "Huyện Đan Phượng", "Huyện Đông Anh", "Huyện Gia Lâm", "Huyện Hoài Đức",
    "Huyện Mê Linh", "Huyện Mỹ Đức", "Huyện Phú Xuyên", "Huyện Phúc Thọ", "Huyện Quốc Oai",
    "Huyện Sóc Sơn", "Huyện Thạch Thất", "Huyện Thanh Oai", "Huyện Thanh Trì",
    "Huyện Thường Tín", "Huyện Ứng Hòa",
)  # fmt: skip
URBAN = 12
"""The first so many are urban districts, of wards; the others are of communes."""
_FIRST = ("An", "Bình", "Cát", "Đông", "Hòa", "Kim", "Lam", "Mai", "Ngọc", "Phúc", "Quang", "Sơn")
_SECOND = ("Giang", "Hưng", "Khê", "Lâm", "Minh", "Phong", "Thanh", "Thịnh", "Trung", "Vân")
CHAINS = (
    "Siêu thị Sao Khuê", "Siêu thị Hoa Mẫu", "Tiện lợi Nhà Xanh", "Tiện lợi 24 Mẫu",
    "Thực phẩm Đồng Nội", "Nhà thuốc An Mẫu",
)  # fmt: skip
_SITES = {
    "residential": ("Chung cư", "Khu đô thị", "Tổ dân phố"),
    "market": ("Chợ", "Chợ đầu mối", "Chợ dân sinh"),
    "office": ("Văn phòng", "Công ty", "Nhà máy"),
    "shop": ("Cửa hàng", "Siêu thị mini", "Tạp hóa"),
    "other": ("Trạm y tế", "Bến xe", "Nhà văn hóa"),
}
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
_MIDDLES = ("Văn", "Thị", "Hữu", "Ngọc", "Đức", "Thu", "Minh")
_GIVEN = (
    "An", "Bích", "Cường", "Dung", "Đạt", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Mai", "Nam",
    "Oanh", "Phúc", "Quỳnh", "Sơn", "Tâm", "Uyên", "Vinh",
)  # fmt: skip
MOST_WARDS = len(_FIRST) * len(_SECOND)


def ward_name(district: int, number: int) -> str:
    """A ward of a district, by its place there: at most `MOST_WARDS` have different names."""
    place = (number * 7 + district * 13) % MOST_WARDS
    kind = "Phường" if district < URBAN else "Xã"
    return f"{kind} {_FIRST[place % len(_FIRST)]} {_SECOND[place // len(_FIRST)]}"


def site_name(kind: str, number: int) -> str:
    """A site's name; the number in it keeps it from being another's."""
    words = _SITES[kind]
    first, second = _FIRST[number % len(_FIRST)], _SECOND[number // 12 % len(_SECOND)]
    return f"{words[number % len(words)]} {first} {second} {number + 1}"


def person_name(number: int) -> str:
    """Somebody's name; many share one, as people do."""
    surname = _SURNAMES[number % len(_SURNAMES)]
    middle = _MIDDLES[number // 11 % len(_MIDDLES)]
    return f"{surname} {middle} {_GIVEN[number // 77 % len(_GIVEN)]}"
