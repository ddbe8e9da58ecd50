#include <gtest/gtest.h>

#include "core/manifest/aicc_file.hpp"
#include "core/package/entry_name.hpp"

namespace haat::test {
namespace {

TEST(Aicc, text_is_utf8_whatever_the_bytes_were) {
  EXPECT_EQ(aicc_text("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_EQ(aicc_text("caf\xe9 \x80"), "caf\xc3\xa9 \xe2\x82\xac");
  EXPECT_TRUE(is_utf8(aicc_text(std::string_view("a\0caf\xe9", 6))));
  // "é" in UTF-16 of either order, behind the mark that says which it is.
  EXPECT_EQ(aicc_text(std::string_view("\xff\xfe\xe9\0", 4)), "\xc3\xa9");
  EXPECT_EQ(aicc_text(std::string_view("\xfe\xff\0\xe9", 4)), "\xc3\xa9");
  // "コース" in Shift-JIS, and a half of a character of it, which is then none.
  EXPECT_EQ(aicc_text("\x83\x52\x81\x5b\x83\x58"), "\xe3\x82\xb3\xe3\x83\xbc\xe3\x82\xb9");
  EXPECT_TRUE(is_utf8(aicc_text("\x83\x52\x81\x5b\x83")));
}

}  // namespace
}  // namespace haat::test
