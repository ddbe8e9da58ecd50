#include "core/text_encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

#include <memory>

namespace haat {
namespace {

std::optional<std::string> converted(std::string_view bytes, const char* encoding, bool strictly) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(encoding, &error),
                                                                ucnv_close);
  if (strictly)
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  const icu::UnicodeString wide(bytes.data(), static_cast<int32_t>(bytes.size()), from.get(),
                                error);
  if (U_FAILURE(error) != 0) return std::nullopt;
  std::string text;
  wide.toUTF8String(text);
  return text;
}

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, const char* encoding) {
  return converted(bytes, encoding, true);
}

std::string to_utf8_replacing(std::string_view bytes, const char* encoding) {
  return converted(bytes, encoding, false).value_or("");
}

bool is_marked_utf16(std::string_view bytes) {
  return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
}

}  // namespace haat
