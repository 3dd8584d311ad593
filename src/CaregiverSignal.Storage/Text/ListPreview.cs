namespace CaregiverSignal.Text;

/// <summary>How much of a long list is in view.</summary>
public static class ListPreview
{
    /// <summary>How many of so many are in view where no more than <paramref name="most"/> need be: one more needs no
    /// fold.</summary>
    public static int InView(int count, int most) => count <= most + 1 ? count : most;
}
