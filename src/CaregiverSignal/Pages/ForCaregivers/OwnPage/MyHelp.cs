using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>Arranged help as the caregiver reads it: its state, and who does what by when.</summary>
public sealed record MyHelp(ArrangedHelp Help, string Coordinator, DateOnly Today)
{
    private static readonly Texts Words = Texts.Of(typeof(MyPageModel));

    public string Title => Texts.Capital(Help.Kind.Told);

    public IEnumerable<string> Lines =>
        new[]
        {
            Help.Objection is HelpStep.Heard ? Words["Help.heard"] : null,
            Help.Objection is HelpStep.Heard ? null : Words["Help." + Stand, ("dag", Texts.Day(Since))],
            Help.WithWhom.Length > 0 ? Words["Help.With", ("wie", DisplayText.Visible(Help.WithWhom))] : null,
            Help.NextOn is { } next
                ? Words["Next." + NextOf(next), ("coordinator", Coordinator), ("dag", Texts.Day(next))]
                : null,
        }.OfType<string>();

    /// <summary>What they can object; null after an end or an objection.</summary>
    public string? Refusal => Help is { IsOpen: true, Objection: null } ? Words[RefusalKey] : null;

    /// <summary>Such as "U zei: ‘dat wil ik niet’."; null without an objection.</summary>
    public string? Refused =>
        Help.Objection is HelpStep.Unwanted or HelpStep.Said ? Words["Help.Said", ("wat", Words[RefusalKey])] : null;

    private string RefusalKey => Help.Runs ? "Help.NotHelping" : "Help.Unwanted";

    private DateOnly Since => Help.Runs && Help.BeganOn is { } began ? began : Help.StepOn;

    private string Stand =>
        Help.Step switch
        {
            _ when Help.Runs => "runs",
            HelpStep.AskedFor or HelpStep.Reported or HelpStep.Discussed => "asked",
            var step => step.Code(),
        };

    private string NextOf(DateOnly next) =>
        next < Today ? "late"
        : Help.Objection is not null ? "objection"
        : Help.Runs ? "runs"
        : Help.Step == HelpStep.Proposed ? "proposed"
        : "rest";
}
