using System.Text;
using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Time;
using Microsoft.AspNetCore.Mvc;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// What is stored about a caregiver, for themselves (<see cref="HeldBack"/>): to read and print, and as a file.
/// </summary>
public sealed class MyCopyModel(MyVisits visits, Instruments instruments, MailKinds kinds, SiteTime time)
    : VisitPage(visits)
{
    public PersonCopy Copy { get; private set; } = null!;

    /// <param name="vorm">"json" for the file.</param>
    public Task<IActionResult> OnGetAsync(string? vorm) =>
        LookAsync(
            Verb.Export.Of(Thing.Case),
            (transaction, visit) =>
            {
                if (vorm == "json")
                    return File(
                        Encoding.UTF8.GetBytes(Exporting.JsonOf(transaction, visit.Caregiver.Id, forThemselves: true)),
                        "application/json",
                        "mijn-gegevens.json"
                    );
                Copy = PersonCopy.Of(transaction, visit.Caregiver, instruments, kinds, time, forThemselves: true);
                return Page();
            }
        );
}
