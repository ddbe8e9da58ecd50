#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace haat {

// What bytes in another encoding say, in UTF-8. Encodings have IANA's names; "UTF-16" goes by the
// mark at the beginning, which is not part of the text.

// nullopt: the bytes are not in that encoding.
std::optional<std::string> to_utf8(std::string_view bytes, const char* encoding);

// What is not in that encoding becomes U+FFFD.
std::string to_utf8_replacing(std::string_view bytes, const char* encoding);

// Whether the text begins with the mark of UTF-16.
bool is_marked_utf16(std::string_view bytes);

}  // namespace haat
