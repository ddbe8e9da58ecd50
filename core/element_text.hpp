#pragma once

#include <string>
#include <string_view>

namespace haat {

// The text of an element while it is read, which may stand in several pieces. Of one it is a view:
// nothing is copied.
class ElementText {
 public:
  void add(std::string_view piece) {
    if (first_.empty()) {
      first_ = piece;
    } else {
      if (all_.empty()) all_ = first_;
      all_ += piece;
    }
  }
  bool in_one_piece() const { return all_.empty(); }
  std::string_view text() const { return all_.empty() ? first_ : all_; }

 private:
  std::string_view first_;
  std::string all_;  // empty: there is one, or none
};

}  // namespace haat
