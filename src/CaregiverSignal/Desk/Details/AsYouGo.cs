using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;
using Microsoft.Extensions.Primitives;

namespace CaregiverSignal.Desk.Details;

/// <summary>Fields of somebody's details, stored as they are left: one with a fault holds up no other.</summary>
/// <param name="Details">What is stored from now on.</param>
/// <param name="Errors">Of each field that cannot be stored.</param>
public sealed record AsYouGo(PersonDetails Details, IReadOnlyList<FormError> Errors)
{
    /// <param name="left">The fields that were left, with what was typed.</param>
    /// <param name="stored">What is known now; of it nothing but those fields changes.</param>
    public static AsYouGo Of(
        IReadOnlyList<(DetailField Field, string Typed)> left,
        PersonDetails stored,
        DateOnly today
    )
    {
        var (details, waiting, errors) = (stored, left.ToList(), new List<FormError>());
        int before;
        // A first name may go once there is a last one: what was refused is tried again beside what was not.
        do
        {
            before = waiting.Count;
            errors.Clear();
            var refused = new List<(DetailField Field, string Typed)>();
            foreach (var one in waiting)
            {
                var form = With(details, one.Field, one.Typed, today);
                if (ErrorOf(form, one.Field, details, today) is { } error)
                {
                    errors.Add(error);
                    refused.Add(one);
                }
                else
                {
                    details = one.Field.Field.Copied(details, form.Details);
                }
            }

            waiting = refused;
        } while (waiting.Count > 0 && waiting.Count < before);

        return new AsYouGo(details, errors);
    }

    /// <summary>Whether a field stands as its page knows, or as was typed there.</summary>
    public static bool Stands(
        DetailField field,
        IEnumerable<string> known,
        string typed,
        PersonDetails stored,
        DateOnly today
    )
    {
        var now = field.Cleaned(DetailsForm.Shown(field.Field, stored));
        bool IsNow(string text) =>
            text == now || (Of([(field, text)], stored, today) is { Errors.Count: 0 } saved && saved.Details == stored);
        return IsNow(typed) || known.Any(IsNow);
    }

    private static DetailsForm With(PersonDetails details, DetailField? field, string typed, DateOnly today)
    {
        var raw = DetailsForm.Of(details).Raw.ToDictionary(one => one.Key, one => new StringValues(one.Value));
        if (field is not null)
            raw[field.Name] = typed;
        return DetailsForm.Read(new FormCollection(raw), details, today);
    }

    /// <summary>What is wrong with the field, or becomes so with it; what was wrong already holds up nothing.</summary>
    private static FormError? ErrorOf(DetailsForm form, DetailField field, PersonDetails details, DateOnly today)
    {
        if (form.Errors.Count == 0)
            return null;
        var already = With(details, null, "", today).Errors.Select(one => one.Field).ToHashSet();
        var error =
            form.Errors.FirstOrDefault(one => one.Field == field.Name)
            ?? form.Errors.FirstOrDefault(one => !already.Contains(one.Field));
        return error is null ? null : error with { Field = field.Name };
    }
}
