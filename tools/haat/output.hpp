#pragma once

#include <array>
#include <streambuf>

namespace haat::cli {

// Bytes to a descriptor, remembering why writing failed: a full disk is told to the user, a reader
// that went away
// (`haat rules | head -1`) is not.
class Output final : public std::streambuf {
 public:
  explicit Output(int descriptor);
  ~Output() override;

  int problem() const { return problem_; }  // errno of the first failure; 0: none

 protected:
  int_type overflow(int_type byte) override;
  int sync() override;

 private:
  int descriptor_;
  int problem_ = 0;
  std::array<char, 8192> buffer_;
};

}  // namespace haat::cli
