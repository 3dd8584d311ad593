using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk;

/// <summary>Reads what the frame of a staff page shows.</summary>
public sealed class StaffShells(Database database, SupportPointSettings support, FormTokens tokens, SiteTime time)
{
    public StaffShell For(HttpContext context, SignedInStaff staff) =>
        database.Read(transaction =>
        {
            var (id, now) = (staff.Coordinator.Id, time.Now);
            var open = staff.Coordinator.IsCoordinator
                ? StandingInTable.CountOpen(transaction, id, time.Today)
                    + TipTable.CountWaiting(transaction, id, now - SendDigest.LeftAfter)
                    + OpenTaskTable.Count(transaction, id, time).Written
                : 0;
            return new StaffShell(support, staff.Coordinator.Name ?? staff.Coordinator.Email, open, tokens.Of(context))
            {
                Roles = staff.Coordinator.Roles,
                MailHeld = SendHold.WhyHeld(transaction, now),
                IsStuck = TroubleTable.IsLasting(transaction, now - TroubleTable.Lasting),
            };
        });
}
