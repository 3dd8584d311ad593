using CaregiverSignal.Administration;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk;

/// <summary>Reads what the frame of a staff page shows.</summary>
public sealed class StaffShells(
    Database database,
    SupportPointSettings support,
    FormTokens tokens,
    SetUp setUp,
    SiteTime time
)
{
    public StaffShell For(HttpContext context, SignedInStaff staff)
    {
        var toSetUp = staff.Coordinator.IsAdministrator ? setUp.ToDo().Count : 0;
        return database.Read(transaction =>
        {
            var now = time.Now;
            return new StaffShell(support, staff.Coordinator.Name ?? staff.Coordinator.Email, tokens.Of(context))
            {
                Roles = staff.Coordinator.Roles,
                IsMailHeld = SendHold.WhyHeld(transaction) is not null,
                IsStuck = FailureTable.IsLasting(transaction, now - FailureTable.Lasting),
                ToSetUp = toSetUp,
            };
        });
    }
}
