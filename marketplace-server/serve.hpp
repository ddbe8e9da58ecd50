#pragma once

#include <memory>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "marketplace-server/configuration/configuration.hpp"

namespace haat::server {

Time system_time();

// A marketplace that is up; it goes down, in order, when this goes.
class Running {
 public:
  struct Parts;
  explicit Running(std::unique_ptr<Parts> parts);
  Running(Running&&) noexcept;
  ~Running();

  // Takes over the policy and the providers, all of it or, where anything is wrong, nothing, which
  // the log says. What else has changed counts from the next start on; the log says that, too.
  void reload(const Configuration& configuration);

 private:
  std::unique_ptr<Parts> parts_;
};

// Opens the data folder, starts the providers, listens, and says where on standard output.
Result<Running> serve(const Configuration& configuration);

}  // namespace haat::server
