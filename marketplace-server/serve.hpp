#pragma once

#include <memory>

#include "core/result.hpp"
#include "marketplace-server/configuration.hpp"

namespace haat::server {

// A marketplace that is up; it goes down, in order, when this goes.
class Running {
 public:
  struct Parts;
  explicit Running(std::unique_ptr<Parts> parts);
  Running(Running&&) noexcept;
  ~Running();

  // Takes over what can change while it serves: the policy, all at once, and the providers. What
  // else has changed counts from the next start on, which the log says; of a configuration with
  // faults nothing is taken.
  void reload(const Configuration& configuration);

 private:
  std::unique_ptr<Parts> parts_;
};

// Opens the data folder, starts the providers, listens, and says where on standard output.
Result<Running> serve(const Settings& settings);

}  // namespace haat::server
