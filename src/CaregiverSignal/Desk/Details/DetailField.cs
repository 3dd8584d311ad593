using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Details;

/// <summary>How a field of the form is filled in.</summary>
public enum FieldKind
{
    Line,
    Text,
    Number,
    YesNo,
    Choice,
}

/// <summary>A field on the page with somebody's details.</summary>
/// <param name="Name">Of the field in the form.</param>
/// <param name="Column">Of its <see cref="PersonField"/>.</param>
public sealed record DetailField(string Name, string Column, FieldKind Kind)
{
    /// <summary>Each part of the page has its own button, so that what was heard is saved as it goes.</summary>
    public static readonly IReadOnlyList<(string Part, IReadOnlyList<DetailField> Fields)> Parts =
    [
        (
            "wie",
            [
                new("voornaam", "first_name", FieldKind.Line),
                new("achternaam", "last_name", FieldKind.Line),
                new("telefoon", "phone", FieldKind.Line),
                new("mail", "email", FieldKind.Line),
                new("adres", "postal_address", FieldKind.Line),
                new("kanaal", "channel", FieldKind.Choice),
                new("hoebellen", "safe_to_call", FieldKind.Line),
            ]
        ),
        (
            "zorg",
            [
                new("relatie", "relation", FieldKind.Choice),
                new("uren", "hours_per_week", FieldKind.Number),
                new("sinds", "caring_since", FieldKind.Line),
                new("samen", "lives_together", FieldKind.YesNo),
                new("werk", "works", FieldKind.YesNo),
                new("watspeelt", "condition", FieldKind.Line),
            ]
        ),
        (
            "wens",
            [
                new("keuze", "had_choice", FieldKind.YesNo),
                new("blijven", "keeps_doing", FieldKind.Text),
                new("overdragen", "hands_over", FieldKind.Text),
                new("overnemen", "takes_over", FieldKind.YesNo),
            ]
        ),
        (
            "verder",
            [
                new("tolk", "interpreter", FieldKind.YesNo),
                new("plaatjes", "with_pictures", FieldKind.YesNo),
                new("geboren", "born", FieldKind.Line),
                new("gemeente", "municipality", FieldKind.Line),
                new("wijk", "neighbourhood", FieldKind.Line),
                new("verwezen", "referred_by", FieldKind.Line),
                new("instemming", "referral_agreed_by", FieldKind.Line),
            ]
        ),
    ];

    public static readonly IReadOnlyList<DetailField> All = [.. Parts.SelectMany(part => part.Fields)];

    /// <summary>The field of a column; null for one that is not on the page.</summary>
    public static DetailField? Of(string column) => All.FirstOrDefault(one => one.Column == column);

    public PersonField Field => PersonField.Of(Column);

    /// <summary>Changing it sends somebody something or ends something, so that nobody does it in passing.</summary>
    public bool WaitsForButton => Column is "email" or "channel";

    /// <summary>What was typed in it.</summary>
    public string TypedIn(IFormCollection form) => Cleaned(form[Name].ToString());

    /// <summary>What its page knows that may be stored: also what it sent of which no answer came.</summary>
    public IEnumerable<string> KnownIn(IFormCollection form) => form["was-" + Name].Select(one => Cleaned(one ?? ""));

    /// <summary>A browser sends each line break as two characters, and one is stored.</summary>
    public string Cleaned(string text) => (Kind == FieldKind.Text ? text.ReplaceLineEndings("\n") : text).Trim();
}
