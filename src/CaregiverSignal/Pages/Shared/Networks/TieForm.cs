using System.Runtime.CompilerServices;
using CaregiverSignal.Networks;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Pages.Shared.Networks;

/// <summary>One person of a network as a form has them; only who they are and how near is required.</summary>
public sealed class TieForm : IPage
{
    /// <summary>The row to change; 0 for a new person.</summary>
    public long Tie { get; set; }

    public string Name { get; set; } = "";

    public HelperKind? Kind { get; set; }

    public Ring? Ring { get; set; }

    public List<SupportKind> Gives { get; set; } = [];

    public List<SupportKind> Takes { get; set; } = [];

    public ContactFrequency? Contact { get; set; }

    public Initiative? Initiative { get; set; }

    public Importance? Importance { get; set; }

    public Mood? Mood { get; set; }

    public Energy? Energy { get; set; }

    public bool? TakesOver { get; set; }

    public Wish? Wish { get; set; }

    public Texts T => NetworkShown.Words;

    public Reader Reader => Reader.Caregiver;

    public static IReadOnlyList<string> Fields => [nameof(Name), nameof(Kind), nameof(Ring)];

    public IEnumerable<SelectListItem> YesNo => [new(T["TakesOver.yes"], "true"), new(T["TakesOver.no"], "false")];

    public IEnumerable<SelectListItem> Kinds =>
        Codes.All<HelperKind>().Select(code => new SelectListItem(NetworkShown.KindOf(code), code));

    public IEnumerable<SelectListItem> Choices<TCode>(string field)
        where TCode : struct, Enum => Codes.All<TCode>().Select(code => new SelectListItem(T[$"{field}.{code}"], code));

    /// <summary>The codes to choose from, worded by the property that holds one.</summary>
    public IEnumerable<SelectListItem> Of<TCode>(
        TCode? chosen,
        [CallerArgumentExpression(nameof(chosen))] string property = ""
    )
        where TCode : struct, Enum => Choices<TCode>(property.Split('.')[^1]);

    public void Fill(Tie tie)
    {
        (Tie, Name, Kind, Ring) = (tie.Id, tie.Name, tie.Kind, tie.Ring);
        (Gives, Takes) = ([.. Supports.In(tie.Gives)], [.. Supports.In(tie.Takes)]);
        (Contact, Initiative, Importance, Mood) = (tie.Contact, tie.Initiative, tie.Importance, tie.Mood);
        (Energy, TakesOver, Wish) = (tie.Energy, tie.TakesOver, tie.Wish);
    }

    public Tie ToTie() =>
        new()
        {
            Id = Tie,
            Name = Name,
            Kind = Kind!.Value,
            Ring = Ring!.Value,
            Gives = Supports.LettersOf(Gives),
            Takes = Supports.LettersOf(Takes),
            Contact = Contact,
            Initiative = Initiative,
            Importance = Importance,
            Mood = Mood,
            Energy = Energy,
            TakesOver = TakesOver,
            Wish = Wish,
        };

    /// <summary>Reports errors at the fields, and returns whether there are none.</summary>
    /// <param name="prefix">The prefix of its field names, with its dot, on a page with other fields too.</param>
    public bool Holds(ModelStateDictionary state, string prefix = "")
    {
        state.Require(
            OneLine.Problem(Name, Ties.LongestName) is null && Name.Length > 0,
            prefix + nameof(Name),
            T["Error.Name"]
        );
        state.Require(Kind is not null, prefix + nameof(Kind), T["Error.Kind"]);
        state.Require(Ring is not null, prefix + nameof(Ring), T["Error.Ring"]);
        return state.IsValid;
    }

    public void Refuse(ModelStateDictionary state, TieFault fault, string prefix = "") =>
        state.Require(
            false,
            prefix + nameof(Name),
            fault == TieFault.TooMany ? T["Error.Most", ("n", Texts.Number(Ties.Most))] : T["Error.Same"]
        );
}
