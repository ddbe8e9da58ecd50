#include <gtest/gtest.h>

#include "core/manifest/aicc_file.hpp"
#include "core/package/entry_name.hpp"

namespace haat::test {
namespace {

TEST(Aicc, text_is_utf8_whatever_the_bytes_were) {
  EXPECT_EQ(aicc_text("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_EQ(aicc_text("caf\xe9 \x80"), "caf\xc3\xa9 \xe2\x82\xac");
  EXPECT_TRUE(is_utf8(aicc_text(std::string_view("a\0caf\xe9", 6))));
}

}  // namespace
}  // namespace haat::test
