namespace CaregiverSignal.Text;

/// <summary>How much of a long list is shown.</summary>
public static class ListPreview
{
    /// <summary>How many to show of <paramref name="count"/>: at most <paramref name="most"/>, or one more if that
    /// avoids a fold.</summary>
    public static int InView(int count, int most) => count <= most + 1 ? count : most;
}
