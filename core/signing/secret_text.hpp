#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "core/result.hpp"

namespace haat {

// A passphrase or token as somebody types it: in memory that is never written to the disk (where
// the system allows so much of it) and is wiped when it goes. Not to be shared by threads.
class SecretText {
 public:
  static constexpr std::size_t longest = 1024;  // bytes

  static Result<SecretText> create();  // empty. unavailable ("no-locked-memory")

  // too_large ("secret-too-long")
  Result<void> add(char byte);
  Result<void> add(std::string_view text);

  std::string_view view() const;  // as long as this lives and nothing is added
  bool empty() const { return size_ == 0; }

 private:
  struct Free {
    void operator()(char* bytes) const;
  };
  using Bytes = std::unique_ptr<char, Free>;
  explicit SecretText(Bytes bytes) : bytes_(std::move(bytes)) {}

  Bytes bytes_;
  std::size_t size_ = 0;
};

// In a time that tells nothing but whether they are equally long.
bool equal(const SecretText& a, const SecretText& b);

}  // namespace haat
