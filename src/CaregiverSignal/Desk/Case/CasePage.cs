using CaregiverSignal.Cases;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Desk.Case;

/// <summary>A page that shows the case, with the form of a contact.</summary>
public abstract class CasePage(CaregiverAccess access, CaseReading reading) : CaregiverPage(access)
{
    [BindProperty]
    public TypedContact Contact { get; set; } = new();

    /// <summary>The late day that is asked about, to be sent back; null where none is.</summary>
    public DateOnly? AskedOn { get; protected set; }

    public CaseSections Case { get; private set; } = null!;

    public bool IsWrong(string field) => ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid;

    protected bool Finds() =>
        Finds(
            Verb.Look.Of(Thing.Case),
            (transaction, caregiver) =>
            {
                Case = reading.Of(transaction, caregiver, Staff);
                AlsoRead(transaction, caregiver);
            }
        );

    /// <summary>Reads what the page shows beside the case.</summary>
    protected virtual void AlsoRead(Transaction transaction, Caregiver caregiver) { }
}
