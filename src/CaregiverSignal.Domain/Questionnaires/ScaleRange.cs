namespace CaregiverSignal.Questionnaires;

/// <summary>The range of a weighted sum while some answers are unknown.</summary>
public static class ScaleRange
{
    /// <summary>The lowest and highest sum of an unanswered scale; both can be reached.</summary>
    public static (double Low, double High) Of(IReadOnlyList<ScaleItem> items, IReadOnlyList<Interaction> interactions)
    {
        var (low, high) = (0.0, 0.0);
        for (var place = 0; place < items.Count; place++)
        {
            if (interactions.Any(pair => pair.Has(place)))
                continue;
            low += items[place].Least;
            high += items[place].Most;
        }
        foreach (var pair in interactions)
        {
            var (least, most) = OfPair(items[pair.First], items[pair.Second], pair, null, null);
            low += least;
            high += most;
        }
        return (low, high);
    }

    /// <summary>The lowest and highest sum of a pair of answers, each item's own weight included.</summary>
    /// <param name="first">The raw code of the pair's first item; null while it is unknown.</param>
    /// <param name="second">The raw code of its second item.</param>
    public static (double Low, double High) OfPair(
        in ScaleItem one,
        in ScaleItem other,
        Interaction pair,
        int? first,
        int? second
    )
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var left in one.Item.Codes)
        {
            if (first is not null && left.Value != first)
                continue;
            foreach (var right in other.Item.Codes)
            {
                if (second is not null && right.Value != second)
                    continue;
                var value =
                    one.Of(left.Value)
                    + other.Of(right.Value)
                    + pair.Weights.GetValueOrDefault((left.Value, right.Value));
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }
        return (low, high);
    }
}
