#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace haat {

// A list that its copies have in common, whatever its size: who made it is the last to change it.
template <class T>
class SharedList {
 public:
  SharedList() = default;
  explicit SharedList(std::vector<T> all)
      : all_(all.empty() ? nullptr : std::make_shared<const std::vector<T>>(std::move(all))) {}

  const T* begin() const { return all_ ? all_->data() : nullptr; }
  const T* end() const { return begin() + size(); }
  std::size_t size() const { return all_ ? all_->size() : 0; }
  bool empty() const { return size() == 0; }

 private:
  std::shared_ptr<const std::vector<T>> all_;  // nullptr: it is empty
};

}  // namespace haat
