#pragma once

namespace haat::server {

// Sees that pages bring nothing, one after another: ever new cursors lead nowhere, too.
class EmptyPages {
 public:
  static constexpr int most = 1000;  // in a row

  bool too_many_with(bool empty) {
    in_a_row_ = empty ? in_a_row_ + 1 : 0;
    return in_a_row_ > most;
  }

 private:
  int in_a_row_ = 0;
};

}  // namespace haat::server
