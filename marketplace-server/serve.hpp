#pragma once

#include <memory>

#include "core/result.hpp"
#include "marketplace-server/settings.hpp"

namespace haat::server {

// A marketplace that is up; it goes down, in order, when this goes.
class Running {
 public:
  struct Parts;
  explicit Running(std::unique_ptr<Parts> parts);
  Running(Running&&) noexcept;
  ~Running();

 private:
  std::unique_ptr<Parts> parts_;
};

// Opens the data folder, starts the providers, listens, and says where on standard output.
Result<Running> serve(const Settings& settings);

}  // namespace haat::server
