using System.Text.Json;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Worklist;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>The button that takes back what was done in one press, in the message that says so and on the case all day:
/// no page.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TakeBackModel(Deeds deeds) : StaffPage
{
    /// <summary>Where what can be taken back waits for the page that says what was done.</summary>
    internal const string Key = "TakeBack";

    private const string TypedKey = "TakenBack";

    public static readonly Texts Words = Texts.Of(typeof(TakeBackModel));

    /// <summary>By <see cref="Deed.Mark"/>, with commas between them.</summary>
    [BindProperty]
    public string TakenBack { get; set; } = "";

    /// <summary>Where it was pressed.</summary>
    [BindProperty]
    public string Back { get; set; } = "";

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        List<Deed> back = [];
        List<ChangeResult> results = [];
        foreach (var mark in TakenBack.Split(','))
        {
            if (Deed.Find(mark) is not var (caregiver, target, id))
                continue;
            var (result, deed) = await deeds.TakeBackAsync(caregiver, target, id, Staff, stop);
            results.Add(result);
            if (deed is not null)
                back.Add(deed);
        }

        var path = Url.IsLocalUrl(Back) ? Back : WorklistScope.Page;
        return results is [ChangeResult.NotFound] ? Missing()
            : back.Count == 0 ? NotSaved(T["Unchanged"], path)
            : back is [{ Step: { } step } noted] ? Typed(noted, step)
            : back[0].Target == AuditTarget.Task ? Saved(T["Read", ("naam", Texts.And([.. back.Select(NameOf)]))], path)
            : Saved(T["Done", ("wat", TextOf(back[0]))], path);
    }

    /// <summary>"Gesproken", "Een vrijwilliger thuis (gekozen)": what was done, as the case and the message name
    /// it.</summary>
    internal static string TextOf(Deed deed) =>
        deed switch
        {
            { Step.Way: { } way } => CaseModel.Words["Way." + way.Code()],
            { Step.Outcome: { } outcome } => CaseModel.Words["Outcome." + outcome.Code()],
            { Help: { } help } => $"{help.Help.Kind.Name} ({HelpWords.TookOf(help.Step.Step)})",
            { Event: { } happened } => EventWords.Of(happened.Kind),
            { Consent: { } consent } => Words[
                consent.IsWithdrawn ? "Withdrawn" : "Given",
                ("naam", DisplayText.Visible(consent.Name))
            ],
            _ => Words["WasRead"],
        };

    /// <summary>What was taken back, to be noted as it was; null where nothing was.</summary>
    internal static TTyped? TypedIn<TTyped>(ITempDataDictionary kept)
        where TTyped : class => kept[TypedKey] is string typed ? JsonSerializer.Deserialize<TTyped>(typed) : null;

    /// <summary>What was typed is in its form again.</summary>
    private IActionResult Typed(Deed noted, NotedStep step)
    {
        var isContact = noted.Target == AuditTarget.Contact;
        TempData[TypedKey] = isContact
            ? JsonSerializer.Serialize(TypedContact.Of(step, noted.Arranged))
            : JsonSerializer.Serialize(TypedClosing.Of(step));
        return Saved(T["Typed"], $"/zaak/{Texts.Number(noted.CaregiverId)}{(isContact ? "" : "/afsluiten")}");
    }

    private static string NameOf(Deed deed) =>
        DisplayText.Name(deed.Who!.Person, deed.Who.FirstName, deed.Who.LastName);
}
