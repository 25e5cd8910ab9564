namespace Activities.Copy;

/// <summary>Cosines and sines of rotary positions, [positions, width / 2].</summary>
public sealed record RotaryTable(float[] Cosines, float[] Sines, int Positions, int Half)
{
    public static RotaryTable Of(int headWidth, int positions)
    {
        var half = headWidth / 2;
        var (cosines, sines) = (new float[positions * half], new float[positions * half]);
        for (var position = 0; position < positions; position++)
            for (var i = 0; i < half; i++)
            {
                var (sine, cosine) = Math.SinCos(position * Math.Pow(10_000, -2.0 * i / headWidth));
                cosines[position * half + i] = (float)cosine;
                sines[position * half + i] = (float)sine;
            }
        return new RotaryTable(cosines, sines, positions, half);
    }
}
