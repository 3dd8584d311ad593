using CaregiverSignal.Desk.Case.Agreements;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>The forms for all that a coordinator can do on a case now.</summary>
public sealed record ActionsModel(
    string FirstName,
    bool TakesPart,
    ContactModel Contact,
    CloseModel Close,
    ParticipationModel Participation,
    AgreementsModel Agreements
)
{
    public static readonly Texts Words = Texts.Of(typeof(ActionsSection));

    /// <summary>What was agreed for a next time; null without an open signal, or without a plan.</summary>
    public RelapsePlan? Plan { get; init; }

    public bool IsOpen => Close.Shown is not null;

    /// <summary>Whether something lacks in a form about how they take part, or what is agreed otherwise.</summary>
    public bool HasWrongTerms => Participation.Errors.Count > 0 || Agreements.Typed.Errors.Count > 0;

    public IReadOnlyList<FormError> Errors =>
        [.. Contact.Typed.Errors, .. Close.Typed.Errors, .. Participation.Errors, .. Agreements.Typed.Errors];
}
