#pragma once

#include <string>

#include "sdk/authoring/transfer_client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// As connect(), for courses that go to another partner.
Result<TransferClient> connect_transfers(const std::string& server);

// All that there is to one.
void print_transfer(Io& io, const CourseTransfer& transfer);

}  // namespace haat::cli
